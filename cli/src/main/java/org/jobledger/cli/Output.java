package org.jobledger.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jobledger.cli.text.Fields;
import org.jobledger.cli.text.Json;
import org.jobledger.cli.text.Printable;
import org.jobledger.cli.text.Table;
import org.jspecify.annotations.Nullable;

/** Prints results to people, or as JSON to programs: each result has both forms, and a verb gives both. */
final class Output {
    private final Surroundings surroundings;
    private final boolean json;

    Output(Surroundings surroundings, boolean json) {
        this.surroundings = surroundings;
        this.json = json;
    }

    /** A table, or its JSON. */
    void table(Table table, @Nullable Object shape) {
        if (json) {
            json(shape);
        } else {
            Screen screen = surroundings.outScreen();
            table.lines(screen.tableWidth(), screen.unicode()).forEach(surroundings.out()::println);
            surroundings.out().flush();
        }
    }

    /** Names and values, or their JSON. */
    void fields(Fields fields, Object shape) {
        if (json) {
            json(shape);
        } else {
            fields.lines().forEach(surroundings.out()::println);
            surroundings.out().flush();
        }
    }

    /** A sentence, or its JSON. */
    void sentence(String sentence, Object shape) {
        if (json) {
            json(shape);
        } else {
            line(sentence);
        }
    }

    /** XML, in which what could steer a terminal is written as character references. */
    void xml(String xml) {
        if (json) {
            json(Json.object("xml", xml));
        } else {
            surroundings.out().println(Printable.xml(xml.stripTrailing()));
            surroundings.out().flush();
        }
    }

    /** A line of text, for results that have no other form. */
    void line(String line) {
        surroundings.out().println(Printable.of(line));
        surroundings.out().flush();
    }

    /** Something that is no result, beside the results. */
    void notice(String sentence) {
        PrintStream err = surroundings.err();
        err.println(
                json
                        ? Json.write(Json.object("notice", sentence))
                        : surroundings.errScreen().overBar() + "jobledger: " + Printable.of(sentence));
        err.flush();
    }

    /** JSON is UTF-8 whatever the terminal is. */
    private void json(@Nullable Object shape) {
        byte[] text = (Json.write(shape) + "\n").getBytes(StandardCharsets.UTF_8);
        surroundings.out().write(text, 0, text.length);
        surroundings.out().flush();
    }
}

package org.jobledger.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jobledger.cli.text.Json;
import org.jobledger.cli.text.Wrapped;
import org.jspecify.annotations.Nullable;

/** Tells what happens, step by step, and keeps what was checked. Not thread-safe. */
final class Story {
    private static final String INDENT = "   ";

    private final Consumer<String> out;
    private final int width;
    private final List<Map<String, @Nullable Object>> checks = new ArrayList<>();
    private int step;
    private boolean sound = true;

    /** A story that is told line by line, its sentences wrapped to a width. */
    Story(Consumer<String> out, int width) {
        this.out = out;
        this.width = width;
    }

    /** A sentence that belongs to no step. */
    void line(String sentence) {
        Wrapped.lines(sentence, width).forEach(out);
    }

    /** The next numbered step. */
    void step(String title) {
        step++;
        out.accept("");
        List<String> lines = Wrapped.lines(title, width - INDENT.length());
        out.accept(step + ". " + lines.get(0));
        lines.stream().skip(1).map(INDENT::concat).forEach(out);
    }

    /** A sentence of the step. */
    void say(String sentence) {
        Wrapped.lines(sentence, width - INDENT.length()).stream()
                .map(INDENT::concat)
                .forEach(out);
    }

    /** A command that is run now. */
    void command(String command) {
        out.accept(INDENT + "$ jobledger " + command);
    }

    /** What a command printed. */
    void printed(String output) {
        output.lines().map(INDENT::concat).forEach(out);
    }

    /** Something that must be so. */
    void check(boolean holds, String sentence) {
        sound &= holds;
        checks.add(Json.object("sound", holds, "check", sentence));
        say((holds ? "[ok] " : "[NOT OK] ") + sentence);
    }

    /** True when everything that was checked was so. */
    boolean sound() {
        return sound;
    }

    /** What was checked. */
    List<Map<String, @Nullable Object>> checks() {
        return checks;
    }
}

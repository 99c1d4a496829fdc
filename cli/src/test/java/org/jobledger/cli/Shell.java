package org.jobledger.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands in this JVM, with streams that are caught and an environment of its own. */
final class Shell {
    private final Map<String, String> variables = new HashMap<>();
    private final Path home;

    Shell(Path home) {
        this.home = home;
    }

    Shell with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Answer run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                Map.copyOf(variables),
                home,
                "tester",
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                Screen.NONE,
                Screen.NONE);
        int status = Main.execute(surroundings, arguments);
        return new Answer(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    record Answer(int status, String out, String err) {}
}

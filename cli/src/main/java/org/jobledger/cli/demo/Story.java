package org.jobledger.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jobledger.cli.text.Json;
import org.jspecify.annotations.Nullable;

/** Tells what happens, step by step, and keeps what was checked. Not thread-safe. */
final class Story {
    private static final String INDENT = "   ";

    private final Consumer<String> out;
    private final List<Map<String, @Nullable Object>> checks = new ArrayList<>();
    private int step;
    private boolean sound = true;

    /** A story that is told line by line. */
    Story(Consumer<String> out) {
        this.out = out;
    }

    /** A line as it is. */
    void line(String line) {
        out.accept(line);
    }

    /** The next numbered step. */
    void step(String title) {
        step++;
        out.accept("");
        out.accept(step + ". " + title);
    }

    /** A sentence of the step. */
    void say(String sentence) {
        out.accept(INDENT + sentence);
    }

    /** A command that is run now. */
    void command(String command) {
        out.accept(INDENT + "$ jobledger " + command);
    }

    /** What a command printed. */
    void printed(String output) {
        output.lines().forEach(this::say);
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

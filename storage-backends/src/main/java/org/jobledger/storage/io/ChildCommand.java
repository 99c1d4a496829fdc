package org.jobledger.storage.io;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program to run, its arguments one by one: no shell ever reads them. Immutable.
 *
 * @param arguments the program and its arguments
 * @param token what marks the process in its environment, so that it is found after a crash of ours; see {@link Leftovers}
 * @param patience how long it may run before it is killed
 */
public record ChildCommand(List<String> arguments, String token, Duration patience) {
    /** How long a program may run that only looks or changes a few blocks. */
    public static final Duration SHORT = Duration.ofMinutes(2);

    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if there is none, or one has a NUL in it
     */
    public ChildCommand {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty() || arguments.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("no command, or a NUL in it: " + arguments);
        }
    }

    /** A program that takes a short time. */
    public static ChildCommand of(String token, String... arguments) {
        return of(token, Arrays.asList(arguments));
    }

    /** A program that takes a short time. */
    public static ChildCommand of(String token, List<String> arguments) {
        return new ChildCommand(arguments, token, SHORT);
    }

    /** The same, for as long as this. */
    public ChildCommand within(Duration newPatience) {
        return new ChildCommand(arguments, token, newPatience);
    }

    /** Starts it: without a shell, with {@code LC_ALL=C}, with its mark in its environment. */
    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(arguments);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANGUAGE"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put(Leftovers.MARK, token);
        builder.environment().put(Leftovers.PARENT, Leftovers.parent());
        return builder.start();
    }

    /** The name of the program. */
    public String program() {
        return arguments.get(0);
    }

    @Override
    public String toString() {
        // What is secret is encrypted there, and need not be told all the same.
        return arguments.stream()
                .map(argument -> argument.startsWith("secret,") ? "secret,..." : argument)
                .collect(Collectors.joining(" "));
    }
}

package org.jobledger.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own: same java, same class path. Killed when closed. */
final class Child implements AutoCloseable {
    private static final int SIGINT = 2;

    private final Process process;
    private final BufferedReader out;
    private final BufferedReader err;
    private final StringBuilder outSoFar = new StringBuilder();
    private final StringBuilder errSoFar = new StringBuilder();

    private Child(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.err = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    }

    /** The command with these arguments. */
    static Child start(Path ledger, String... arguments) throws IOException {
        return start(Main.class, ledger, arguments);
    }

    /** The command where programs are looked for in this directory first. */
    static Child finding(Path programs, Path ledger, String... arguments) throws IOException {
        List<String> command = command(Main.class, ledger);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
        return new Child(builder.start());
    }

    /** Another main class, with {@code --ledger}, the ledger and these arguments. */
    static Child start(Class<?> mainClass, Path ledger, String... arguments) throws IOException {
        List<String> command = command(mainClass, ledger);
        command.addAll(List.of(arguments));
        return new Child(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start());
    }

    /** What starts a main class on a ledger; arguments may follow. */
    static List<String> command(Class<?> mainClass, Path ledger) throws IOException {
        List<String> command = new ArrayList<>();
        if (interruptsAreIgnored()) {
            command.addAll(List.of("env", "--default-signal=INT,HUP"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass.getName(),
                "--ledger",
                ledger.toString()));
        return command;
    }

    /** Tests that a shell has put into the background ignore Ctrl-C, and what they start inherits that. */
    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (SIGINT - 1) & 1) == 1);
    }

    long pid() {
        return process.pid();
    }

    /** Reads what it says on standard error until a line has this in it. */
    void awaitSaying(String text) throws IOException {
        await(text, err, errSoFar);
    }

    /** The same on standard output. */
    void awaitPrinting(String text) throws IOException {
        await(text, out, outSoFar);
    }

    private static void await(String text, BufferedReader from, StringBuilder soFar) throws IOException {
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            soFar.append(line).append('\n');
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("it ended without saying '" + text + "': " + soFar);
    }

    void interrupt() throws IOException, InterruptedException {
        signal("INT");
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    void killNow() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    Shell.Answer await() throws IOException, InterruptedException {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            errSoFar.append(line).append('\n');
        }
        char[] rest = new char[8192];
        for (int count = out.read(rest); count >= 0; count = out.read(rest)) {
            outSoFar.append(rest, 0, count);
        }
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("it does not end: " + errSoFar);
        }
        return new Shell.Answer(process.exitValue(), outSoFar.toString(), errSoFar.toString());
    }

    @Override
    public void close() throws InterruptedException {
        killNow();
    }
}

package org.jobledger.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The command in a real terminal: a tmux server of its own, killed when closed. */
public final class TmuxScreen implements AutoCloseable {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String server;
    private final int rows;

    private TmuxScreen(String server, int rows) {
        this.server = server;
        this.rows = rows;
    }

    public static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Starts the command.
     *
     * @param environment settings such as LC_ALL=C
     */
    static TmuxScreen start(int columns, List<String> environment, Path ledger, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "-u", "NO_COLOR", "-u", "COLUMNS"));
        command.addAll(environment);
        command.addAll(Child.command(Main.class, ledger));
        command.addAll(List.of(arguments));
        return start(columns, 12, command);
    }

    /** Starts any program. */
    public static TmuxScreen start(int columns, int rows, List<String> program)
            throws IOException, InterruptedException {
        String server = "jobledger-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        TmuxScreen screen = new TmuxScreen(server, rows);
        List<String> command = new ArrayList<>(
                List.of("-f", "/dev/null", "start-server", ";", "set-option", "-g", "remain-on-exit", "on", ";"));
        command.addAll(List.of("new-session", "-d", "-x", Integer.toString(columns), "-y", Integer.toString(rows)));
        command.addAll(program);
        screen.tmux(command.toArray(String[]::new));
        return screen;
    }

    public void resize(int columns) throws IOException, InterruptedException {
        tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    }

    void press(String key) throws IOException, InterruptedException {
        tmux("send-keys", key);
    }

    /** The lines that are not empty, once they are as wanted. */
    public List<String> await(Predicate<List<String>> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT_NANOS;
        List<String> lines = lines("-p");
        while (!wanted.test(lines)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the screen stays like this:\n" + String.join("\n", lines));
            }
            TimeUnit.MILLISECONDS.sleep(20);
            lines = lines("-p");
        }
        return lines;
    }

    /** The same with the sequences of colours. */
    List<String> coloured() throws IOException, InterruptedException {
        return lines("-p", "-e");
    }

    private List<String> lines(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("capture-pane"));
        command.addAll(Arrays.asList(options));
        return tmux(command.toArray(String[]::new))
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", server));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.get(4) + ": " + said);
        }
        return said;
    }

    /** Returns when the command has ended too: it may still be writing to its ledger. */
    @Override
    public void close() throws IOException, InterruptedException {
        long command =
                Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
        Optional<ProcessHandle> running = ProcessHandle.of(command);
        tmux("kill-server");
        running.ifPresent(process -> process.onExit().join());
    }
}

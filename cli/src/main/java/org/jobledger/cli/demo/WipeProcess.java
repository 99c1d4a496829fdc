package org.jobledger.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jobledger.engine.event.Document;

/**
 * {@code vol-wipe} in a process of its own, watched through what it prints.
 *
 * <p>It runs on the same java and class path. Its JSON progress lines say when a checkpoint stands in the log.
 */
final class WipeProcess implements AutoCloseable {
    private final Process process;
    private final Thread atExit;
    private final BufferedReader progress;
    private final List<String> unexpected = new ArrayList<>();

    private WipeProcess(Process process) {
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly);
        this.progress = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts it: the command's main class with these arguments, then {@code --json --progress plain}. */
    static WipeProcess start(String mainClass, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(arguments);
        command.addAll(List.of("--json", "--progress", "plain"));
        return new WipeProcess(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    long pid() {
        return process.pid();
    }

    /**
     * Waits until a checkpoint stands in its log.
     *
     * @return how much was done at that point, bytes; nothing where it ended before
     */
    OptionalLong awaitCheckpoint() throws IOException {
        for (String line = progress.readLine(); line != null; line = progress.readLine()) {
            long checkpointed = checkpointed(line);
            if (checkpointed > 0) {
                return OptionalLong.of(checkpointed);
            } else if (checkpointed < 0) {
                unexpected.add(line);
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Kills it as {@code kill -9} does and waits until it is gone.
     *
     * @return its exit status: 137 (128 + SIGKILL) where the kill came before its own end
     */
    int kill() throws InterruptedException {
        return process.destroyForcibly().waitFor();
    }

    /** What it printed besides progress: its errors. */
    String complaints() {
        return String.join("; ", unexpected);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is shutting down already, and the hook kills it once more.
        }
    }

    /** The checkpoint that a progress line tells of, 0 where it tells of none, -1 where it is no progress line. */
    private static long checkpointed(String line) {
        try {
            return new Document(line).value("progress") instanceof Map<?, ?> shown
                            && shown.get("checkpointed") instanceof Long checkpointed
                    ? checkpointed
                    : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}

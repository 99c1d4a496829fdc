package org.jobledger.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jobledger.cli.door.Door;

/** {@code jobledger serve} in a process of its own that belongs to no terminal, and ends when nothing has run for a while. */
final class BackgroundServer {
    static final int IDLE_SECONDS = 30;
    private static final String LOG = "serve.log";
    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private BackgroundServer() {}

    /**
     * Starts one and returns when its door is open, or that of another owner.
     *
     * @throws CommandException if it does not open; the message says why
     */
    static void start(Path ledger) {
        try {
            await(ledger, launch(ledger));
        } catch (IOException e) {
            throw new CommandException("no-server", "a server in the background could not be started: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("stopped", "stopped waiting for a server in the background", e);
        }
    }

    private static Process launch(Path ledger) throws IOException {
        return new ProcessBuilder(command(ledger))
                .directory(ledger.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log(ledger))
                .redirectErrorStream(true)
                .start();
    }

    /** With setsid, as it must not get the Ctrl-C of the terminal, nor end with it. */
    private static List<String> command(Path ledger) {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(archive());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--ledger",
                ledger.toString(),
                "serve",
                "--idle-exit",
                Integer.toString(IDLE_SECONDS)));
        return command;
    }

    /** The class archive that this process was started with makes the server start faster, too. */
    private static List<String> archive() {
        String[] none = {};
        return Arrays.stream(ProcessHandle.current().info().arguments().orElse(none))
                .filter(argument -> argument.startsWith("-XX:SharedArchiveFile=") || argument.equals("-Xlog:disable"))
                .toList();
    }

    private static File log(Path ledger) throws IOException {
        Path log = ledger.resolve(LOG);
        if (!Files.exists(log)) {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return log.toFile();
    }

    private static void await(Path ledger, Process server) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!Door.answers(ledger)) {
            boolean ended = !server.isAlive();
            // Where another has become the owner first, his door is as good.
            if ((ended && !Door.answers(ledger)) || System.nanoTime() > end) {
                throw new CommandException(
                        "no-server", "a server in the background did not start: " + lastWords(ledger, server));
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private static String lastWords(Path ledger, Process server) throws IOException {
        List<String> said = Files.readAllLines(ledger.resolve(LOG));
        String how = server.isAlive() ? "it says nothing" : "exit status " + server.exitValue();
        return said.isEmpty() ? how : said.get(said.size() - 1).replaceFirst("^jobledger: ", "");
    }
}

package org.jobledger.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jobledger.storage.StorageDriver;

/** Runs commands in this JVM, with streams that are caught and an environment of its own. */
final class Shell {
    private final Map<String, String> variables = new HashMap<>();
    private final Path home;
    private Path directory;
    private InputStream in = InputStream.nullInputStream();

    Shell(Path home) {
        this.home = home;
        this.directory = home;
    }

    Shell with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Shell in(Path newDirectory) {
        directory = newDirectory;
        return this;
    }

    /** What the next commands read from standard input, once. */
    Shell typing(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The same, of a stream. */
    Shell reading(InputStream stream) {
        in = stream;
        return this;
    }

    Answer run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.execute(surroundings(variables, out, err), arguments);
        return new Answer(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A command that rests in this way where it waits for the owner of its ledger. */
    Answer run(Front.Rest rest, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new Front(surroundings(variables, out, err), rest).run(arguments);
        return new Answer(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A command whose results are printed to this, and only its errors are kept. */
    Answer printingTo(PrintStream out, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings =
                surroundings(variables, OutputStream.nullOutputStream(), err).printingTo(out, Screen.NONE);
        return new Answer(Main.execute(surroundings, arguments), "", err.toString(StandardCharsets.UTF_8));
    }

    /** As the owner of a ledger runs a command for another process. */
    Answer lent(StorageDriver driver, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandRun run =
                CommandRun.of(new Session(surroundings(variables, out, err), driver.closing(() -> {})), arguments);
        return new Answer(run.status(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What a command finds that nobody listens to. */
    Surroundings surroundings(Map<String, String> environment) {
        return surroundings(environment, OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    private Surroundings surroundings(Map<String, String> environment, OutputStream out, OutputStream err) {
        Console console = new Console(
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                Screen.NONE,
                Screen.NONE,
                new ProcessKeyboard(),
                action -> {});
        return new Surroundings(Map.copyOf(environment), home, directory, "tester", ZoneOffset.UTC, console);
    }

    record Answer(int status, String out, String err) {}
}

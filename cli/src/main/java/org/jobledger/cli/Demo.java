package org.jobledger.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jobledger.cli.demo.WipeDemo;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}. */
@Command(
        name = "demo",
        description =
                "Show, with proof, a wipe that survives kill -9. Takes less than a minute, leaves nothing behind.",
        footer = {"", "Example: jobledger demo --size 1G --keep"})
final class Demo extends Verb {
    private static final long SMALLEST = 64L << 20;
    private static final int WIDEST = 100;

    @Option(names = "--keep", description = "Leave the scratch directory there.")
    private boolean keep;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "The size of the volume (256M).",
            defaultValue = "256M")
    private @Nullable Bytes size;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where its scratch directory is made; else where temporary files are.")
    private @Nullable Path directory;

    Demo(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        long bytes = size == null ? SMALLEST : size.count();
        if (bytes < SMALLEST) {
            throw new CommandException(
                    "invalid-value",
                    "a volume of " + ByteSize.show(bytes) + " is wiped too soon; --size is 64M or more");
        }
        Path parent = directory == null
                ? Path.of(System.getProperty("java.io.tmpdir", "/tmp"))
                : session().path(directory);
        Consumer<String> told = session().json() ? line -> {} : output()::line;
        try {
            WipeDemo.Result result =
                    WipeDemo.play(parent, keep, bytes, ledger -> new DemoCommands(session(), ledger), told, width());
            if (session().json()) {
                output().sentence("", Json.object("sound", result.sound(), "checks", result.checks()));
            }
            return result.sound() ? ExitStatus.OK : ExitStatus.FAILED;
        } catch (IOException e) {
            throw new CommandException("io", "the demo could not go on: " + e, e);
        }
    }

    private int width() {
        Screen screen = session().surroundings().outScreen();
        return screen.terminal() ? Math.min(WIDEST, screen.width().getAsInt() - 1) : WIDEST;
    }
}

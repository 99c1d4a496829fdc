package org.jobledger.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A directory of its own that is removed at the end, also at Ctrl-C. */
public final class Scratch implements AutoCloseable {
    private final Path directory;
    private final Thread atExit = new Thread(this::removeQuietly);
    private final boolean keep;

    /**
     * Makes one.
     *
     * @param parent a directory that is there
     * @param keep whether it is left there at the end
     */
    public Scratch(Path parent, boolean keep) throws IOException {
        this.directory = Files.createTempDirectory(parent, "jobledger-demo-").toRealPath();
        this.keep = keep;
        if (!keep) {
            Runtime.getRuntime().addShutdownHook(atExit);
        }
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** A place for a ledger in it. */
    public Path ledger() {
        return directory.resolve("ledger");
    }

    /** A place for the volumes of a pool in it. */
    public Path pool() {
        return directory.resolve("pool");
    }

    @Override
    public void close() {
        if (keep) {
            return;
        }
        try {
            remove();
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IOException e) {
            throw new UncheckedIOException("the scratch directory " + directory + " could not be removed", e);
        } catch (IllegalStateException e) {
            // The JVM is shutting down already; the hook removes what is left.
        }
    }

    private void removeQuietly() {
        try {
            remove();
        } catch (IOException e) {
            System.err.println("jobledger: " + directory + " could not be removed: " + e.getMessage());
        }
    }

    private void remove() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

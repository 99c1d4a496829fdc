package org.jobledger.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jobledger.cli.door.RefusedException;
import org.jobledger.cli.door.Visit;

/** Lines that come from the owner of a ledger, read by a thread of their own until he or this process ends it. */
final class OwnersFeed implements AutoCloseable {
    private final Visit visit;
    private final Thread reader;
    private volatile boolean ended;

    private OwnersFeed(Visit visit, Charset charset, Consumer<String> line, Runnable end) {
        this.visit = visit;
        this.reader = new Thread(() -> read(charset, line, end), "jobledger-feed");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Asks the owner for lines.
     *
     * @param end is run when no more come
     * @return nothing where there is no owner, or one that has no place for us
     */
    static Optional<OwnersFeed> of(
            Surroundings here, Path directory, List<String> words, Consumer<String> line, Runnable end) {
        try {
            Caller caller = new Caller(here);
            return Visit.make(directory, () -> caller.call(words.toArray(String[]::new)))
                    .map(visit -> new OwnersFeed(visit, here.charset(), line, end));
        } catch (RefusedException e) {
            // The ledger can be looked at without him.
            return Optional.empty();
        }
    }

    private void read(Charset charset, Consumer<String> line, Runnable end) {
        try (PrintStream out = new PrintStream(new Lines(charset, line), false, charset);
                PrintStream err = new PrintStream(OutputStream.nullOutputStream(), false, charset)) {
            int unused = visit.await(InputStream.nullInputStream(), out, err);
        } catch (IOException e) {
            // The owner is gone, as those who finish are.
        } finally {
            ended = true;
            end.run();
        }
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        visit.close();
    }

    /** Cuts what is written into lines. */
    private static final class Lines extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Charset charset;
        private final Consumer<String> line;

        Lines(Charset charset, Consumer<String> line) {
            this.charset = charset;
            this.line = line;
        }

        @Override
        public void write(int value) {
            if (value != '\n') {
                bytes.write(value);
                return;
            }
            String text = bytes.toString(charset);
            bytes.reset();
            line.accept(text);
        }
    }
}

package org.jobledger.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.jobledger.storage.StreamRequest;
import org.jspecify.annotations.Nullable;

/** A file that a verb reads, or {@code -} for standard input: as the one who named it means it, whichever process the verb runs in. */
final class InputFile {
    /** More than any definition is long, bytes. */
    private static final int LONGEST_TEXT = 4 << 20;

    private static final Set<Path> STANDARD_INPUT =
            Set.of(Path.of("-"), Path.of("/dev/stdin"), Path.of("/dev/fd/0"), Path.of("/proc/self/fd/0"));

    private final Session session;
    private final Path written;

    InputFile(Session session, Path written) {
        this.session = session;
        this.written = written;
    }

    /**
     * Its bytes. Standard input is left open.
     *
     * @throws CommandException if there is no such file, or it cannot be read
     */
    InputStream open() {
        try {
            if (!isStandardInput() && Files.isDirectory(session.file(written))) {
                throw new CommandException("invalid-value", "'" + written + "' is a directory, not a file to be read");
            }
            return isStandardInput() ? standardInput() : Files.newInputStream(session.file(written));
        } catch (NoSuchFileException e) {
            throw new CommandException("no-such-file", "there is no file '" + written + "'", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** How long it is, bytes; {@link StreamRequest#UNKNOWN} where only its end will tell. */
    long size() {
        Path file = session.path(written);
        try {
            return !isStandardInput() && Files.isRegularFile(file) ? Files.size(file) : StreamRequest.UNKNOWN;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * All of it, as UTF-8.
     *
     * @throws CommandException if it cannot be read, is too long, or is not text
     */
    String text() {
        try (InputStream in = open()) {
            byte[] bytes = read(in);
            if (bytes.length > LONGEST_TEXT) {
                throw new CommandException(
                        "invalid-value", "file '" + written + "' is longer than " + LONGEST_TEXT + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CommandException("invalid-value", "file '" + written + "' is not text in UTF-8", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The same command may be run once more, by the owner of the ledger, and then reads its standard input from the start. */
    private static byte[] read(InputStream in) throws IOException {
        if (!in.markSupported()) {
            return in.readNBytes(LONGEST_TEXT + 1);
        }
        in.mark(LONGEST_TEXT + 2);
        byte[] bytes = in.readNBytes(LONGEST_TEXT + 1);
        in.reset();
        return bytes;
    }

    private InputStream standardInput() {
        return new FilterInputStream(session.surroundings().in()) {
            @Override
            public void close() {
                // It is not ours.
            }
        };
    }

    CommandException unreadable(Exception e) {
        return new CommandException("file", "file '" + written + "' cannot be read: " + why(e), e);
    }

    /** What went wrong, without the name of the class in which it comes. */
    static @Nullable String why(Exception e) {
        Throwable cause = e.getCause();
        return e instanceof UncheckedIOException && cause != null ? cause.getMessage() : e.getMessage();
    }

    private boolean isStandardInput() {
        return STANDARD_INPUT.contains(written);
    }

    @Override
    public String toString() {
        return written.toString();
    }
}

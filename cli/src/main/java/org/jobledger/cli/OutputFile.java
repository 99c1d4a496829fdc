package org.jobledger.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that a verb writes, or {@code -} for standard output. It is opened before anything else is begun; what is in it stays until the
 * first bytes come. Only a regular file has places; pipes and devices take what comes in order. One thread at a time.
 */
final class OutputFile {
    private static final Set<Path> STANDARD_OUTPUT =
            Set.of(Path.of("-"), Path.of("/dev/stdout"), Path.of("/dev/fd/1"), Path.of("/proc/self/fd/1"));

    private final Path written;
    private final Path here;
    private final @Nullable FileChannel channel;
    private final PrintStream standardOutput;
    private final boolean regular;
    private final boolean created;

    private OutputFile(Session session, Path written) throws IOException {
        this.written = written;
        this.standardOutput = session.surroundings().out();
        this.here = isStandardOutput(written) ? written : session.file(written);
        this.created = !isStandardOutput(written) && !Files.exists(here, LinkOption.NOFOLLOW_LINKS);
        this.channel = isStandardOutput(written) ? null : opened(here, created);
        this.regular = channel != null && Files.isRegularFile(here);
    }

    static boolean isStandardOutput(Path written) {
        return STANDARD_OUTPUT.contains(written);
    }

    /**
     * Opens it.
     *
     * @throws CommandException if it cannot be written
     */
    static OutputFile open(Session session, Path written) {
        if (isStandardOutput(written) && session.surroundings().outScreen().terminal()) {
            throw new CommandException(
                    "usage", "a volume's bytes are not for a terminal: send standard output elsewhere");
        }
        try {
            return new OutputFile(session, written);
        } catch (NoSuchFileException e) {
            throw new CommandException(
                    "no-such-file", "file '" + written + "' cannot be written: there is no such directory", e);
        } catch (IOException e) {
            throw unwritable(written, e);
        }
    }

    /** A new file is its owner's alone: it holds what a volume holds. */
    private static FileChannel opened(Path here, boolean created) throws IOException {
        return created
                ? FileChannel.open(
                        here,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(here, StandardOpenOption.WRITE);
    }

    static CommandException unwritable(Path written, Exception e) {
        return new CommandException("file", "file '" + written + "' cannot be written: " + InputFile.why(e), e);
    }

    /** Whether bytes may be left out, to be read as zeros. */
    boolean hasPlaces() {
        return regular;
    }

    /** What was in it goes. */
    void clear() {
        try {
            if (channel != null && regular) {
                channel.truncate(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes bytes.
     *
     * @param at where they belong, in a file that has places
     */
    void write(byte[] data, int length, long at) {
        try {
            if (channel == null) {
                standardOutput.write(data, 0, length);
                requireReader();
                return;
            }
            ByteBuffer rest = ByteBuffer.wrap(data, 0, length);
            for (long place = at; rest.hasRemaining(); ) {
                place += regular ? channel.write(rest, place) : channel.write(rest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A print stream keeps what went wrong to itself. */
    private void requireReader() throws IOException {
        if (standardOutput.checkError()) {
            throw new IOException("nobody reads it any more");
        }
    }

    /** Gives it its length, which a hole at its end has not done, and has it on the disk. */
    void finish(long size) {
        try {
            if (channel != null && regular) {
                if (size > channel.size()) {
                    write(new byte[1], 1, size - 1);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it was not there before. */
    boolean created() {
        return created;
    }

    /** Closes it; one that was not there before and is not whole is not there afterwards. */
    void close(boolean whole) {
        try {
            if (channel != null) {
                channel.close();
            }
            if (created && !whole) {
                Files.deleteIfExists(here);
            }
        } catch (IOException e) {
            throw unwritable(written, e);
        }
    }
}

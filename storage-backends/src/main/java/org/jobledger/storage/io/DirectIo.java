package org.jobledger.storage.io;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way past the page cache to a file that is open, where platform and file system let us. It is looked for when it is first asked for:
 * most files that are made are never written to. Thread-safe.
 */
final class DirectIo implements Closeable {
    private static final int USUAL_ALIGNMENT = 4096;

    // Looked up by name: the class is not in the standard, and compiling against it warns.
    private static final Optional<OpenOption> DIRECT = find();

    private final Path path;
    private final String key;
    private final boolean wanted;

    @GuardedBy("this")
    private boolean looked;

    @GuardedBy("this")
    private int alignment;

    @GuardedBy("this")
    private @Nullable FileChannel direct;

    /**
     * To a file.
     *
     * @param path its name
     * @param key its identity, see {@link FileStatus#key}: another file of the name is not opened
     * @param wanted whether there is to be such a way
     */
    DirectIo(Path path, String key, boolean wanted) {
        this.path = path;
        this.key = key;
        this.wanted = wanted;
    }

    /** A channel past the page cache, or null. */
    synchronized @Nullable FileChannel channel() {
        look();
        return direct;
    }

    /** What offsets, lengths and addresses must be a multiple of, bytes. */
    private synchronized int alignment() {
        look();
        return alignment;
    }

    /** A buffer that the channel can read to and write from. */
    ByteBuffer buffer(int bytes) {
        return aligned(bytes, alignment());
    }

    /** How much of a buffer the channel can take at an offset. */
    int wholeBlocks(ByteBuffer buffer, long offset) {
        int block = alignment();
        boolean fits = channel() != null
                && offset % block == 0
                && buffer.isDirect()
                && buffer.alignmentOffset(buffer.position(), block) == 0;
        return fits ? buffer.remaining() / block * block : 0;
    }

    @Override
    public synchronized void close() throws IOException {
        looked = true;
        if (direct != null) {
            direct.close();
        }
    }

    @GuardedBy("this")
    private void look() {
        if (looked) {
            return;
        }
        looked = true;
        try {
            alignment = alignment(path);
            direct = wanted ? open(path, alignment).orElse(null) : null;
            if (direct != null && !FileStatus.of(path).map(FileStatus::key).equals(Optional.of(key))) {
                direct.close();
                direct = null;
            }
        } catch (IOException e) {
            // The name stands for nothing any more; who writes finds that out at the end.
            alignment = USUAL_ALIGNMENT;
        }
    }

    private static Optional<FileChannel> open(Path path, int alignment) throws IOException {
        if (DIRECT.isEmpty()) {
            return Optional.empty();
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS, DIRECT.get());
        } catch (IOException | UnsupportedOperationException e) {
            // The buffered channel on the same file is open already, so this says no more than "not in this way".
            return Optional.empty();
        }
        if (works(channel, alignment)) {
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    private static int alignment(Path path) throws IOException {
        long block = Files.getFileStore(path).getBlockSize();
        return block >= 512 && block <= 1 << 20 && Long.bitCount(block) == 1 ? (int) block : USUAL_ALIGNMENT;
    }

    static ByteBuffer aligned(int bytes, int alignment) {
        // Both ends of an aligned slice are aligned, so there must be room for both to move.
        return ByteBuffer.allocateDirect(bytes + 2 * alignment)
                .alignedSlice(alignment)
                .slice(0, bytes);
    }

    /** Some file systems open such a channel and refuse to use it. */
    private static boolean works(FileChannel channel, int alignment) {
        try {
            channel.read(aligned(alignment, alignment), 0);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<OpenOption> find() {
        try {
            Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
            for (Object option : options.getEnumConstants()) {
                if (option.toString().equals("DIRECT")) {
                    return Optional.of((OpenOption) option);
                }
            }
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}

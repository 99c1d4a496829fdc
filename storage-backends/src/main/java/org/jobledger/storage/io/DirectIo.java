package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Opens files past the page cache, where platform and file system let us. */
final class DirectIo {
    // Looked up by name: the class is not in the standard, and compiling against it warns.
    private static final Optional<OpenOption> DIRECT = find();

    private DirectIo() {}

    /** A channel past the page cache, or nothing. */
    static Optional<FileChannel> open(Path path, int alignment) throws IOException {
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

    /** What offsets, lengths and addresses must be a multiple of, bytes. */
    static int alignment(Path path) throws IOException {
        long block = Files.getFileStore(path).getBlockSize();
        return block >= 512 && block <= 1 << 20 && Long.bitCount(block) == 1 ? (int) block : 4096;
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

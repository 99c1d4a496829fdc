package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a file say of the image in it. No program is run and no other file is opened, so that a file made by an
 * attacker can do no harm when it is only listed.
 *
 * @param format such as "qcow2"
 * @param capacity the size a guest sees, bytes, or -1 where the header does not say it in a place that is read
 * @param backing the name of the image it is a change of, as it stands there, or null
 * @param backingFormat the format of that image, or null where it is not said
 * @param qcow2 what only a qcow2 image says, or null where it is none
 */
public record ImageHeader(
        String format,
        long capacity,
        @Nullable String backing,
        @Nullable String backingFormat,
        @Nullable Qcow2Header qcow2) {
    private static final int READ = 4096;
    private static final int LEAST = 512;
    private static final String DISC = "CD001";
    private static final long DISC_NAME = 16 * 2048 + 1;

    /** An image of which no more is known. */
    public static ImageHeader of(String format, long capacity) {
        return new ImageHeader(format, capacity, null, null, null);
    }

    /**
     * The header of a file, or nothing where it begins with none that is known, as a raw image does.
     *
     * @throws IOException if it cannot be read
     */
    public static Optional<ImageHeader> of(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer start = read(file, 0, READ);
            if (start.remaining() >= 32 && start.getInt(0) == Qcow2Header.MAGIC) {
                return Optional.of(
                        start.getInt(4) < 2
                                ? old("qcow", Math.max(-1, start.getLong(24)), file, start)
                                : Qcow2Header.read(file, padded(start)));
            }
            ImageMagic magic = ImageMagic.of(start).orElse(null);
            return magic == null
                    ? Optional.empty()
                    : Optional.of(old(magic.format(), capacity(magic, start, file.size()), file, start));
        }
    }

    /**
     * Whether a file without a header is the image of an optical disc, by the name of ISO 9660 in its first volume descriptor; its bytes
     * are raw all the same.
     *
     * @throws IOException if it cannot be read
     */
    public static boolean isDisc(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return file.size() > DISC_NAME
                    && StandardCharsets.US_ASCII
                            .decode(read(file, DISC_NAME, DISC.length()))
                            .toString()
                            .equals(DISC);
        }
    }

    private static ImageHeader old(String format, long capacity, FileChannel file, ByteBuffer start)
            throws IOException {
        return new ImageHeader(format, capacity, OldBacking.of(format, file, start), null, null);
    }

    private static long capacity(ImageMagic magic, ByteBuffer start, long size) {
        return start.remaining() < LEAST ? -1 : Math.max(-1, magic.capacity(start, size));
    }

    /** A file that ends within its header reads as zeros from there. */
    private static ByteBuffer padded(ByteBuffer start) {
        return start.remaining() >= LEAST
                ? start
                : ByteBuffer.allocate(LEAST).put(start.duplicate()).clear();
    }

    static ByteBuffer read(FileChannel file, long offset, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.BIG_ENDIAN);
        for (int count = 0; count >= 0 && buffer.hasRemaining(); ) {
            count = file.read(buffer, offset + buffer.position());
        }
        return buffer.flip();
    }
}

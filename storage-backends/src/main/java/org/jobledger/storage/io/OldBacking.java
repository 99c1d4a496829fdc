package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The names of backing images in formats other than qcow2: of qcow at the offset and length that stand at 8 and 16, of qed (if the lowest
 * bit of the features at 16 is set) at 56 and 60, of vmdk in the text that its sectors at 28 and 36 name.
 */
final class OldBacking {
    private static final int SECTOR = 512;
    private static final int LONGEST_NAME = 1023;
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final String PARENT = "parentFileNameHint=\"";

    private OldBacking() {}

    static @Nullable String of(String format, FileChannel file, ByteBuffer start) throws IOException {
        if (start.remaining() < SECTOR) {
            return null;
        }
        ByteBuffer little = start.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return switch (format) {
            case "qcow" -> name(file, start.getLong(8), start.getInt(16));
            case "qed" -> (little.getLong(16) & 1) == 0 ? null : name(file, little.getInt(56), little.getInt(60));
            case "vmdk" -> parent(file, little.getLong(28), little.getLong(36));
            default -> null;
        };
    }

    /** A name that cannot be read is one all the same. */
    private static @Nullable String name(FileChannel file, long offset, int length) throws IOException {
        if (offset == 0) {
            return null;
        } else if (offset < 0 || length <= 0 || length > LONGEST_NAME) {
            return "?";
        }
        return StandardCharsets.UTF_8
                .decode(ImageHeader.read(file, offset, length))
                .toString();
    }

    private static @Nullable String parent(FileChannel file, long sector, long sectors) throws IOException {
        if (sector <= 0 || sector > Integer.MAX_VALUE || sectors <= 0) {
            return null;
        }
        int length = (int) Math.min(LONGEST_TEXT, sectors * SECTOR);
        String text = StandardCharsets.ISO_8859_1
                .decode(ImageHeader.read(file, sector * SECTOR, length))
                .toString();
        int from = text.indexOf(PARENT);
        int to = from < 0 ? -1 : text.indexOf('"', from + PARENT.length());
        return from < 0 ? null : text.substring(from + PARENT.length(), Math.max(to, from + PARENT.length()));
    }
}

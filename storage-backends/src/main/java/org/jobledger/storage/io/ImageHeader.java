package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a file say of the image in it. No program is run and no other file is opened, so that a file made by an
 * attacker can do no harm when it is only listed.
 *
 * <p>Layouts: qcow2 from QEMU's docs/interop/qcow2.txt (magic "QFI\xfb", version at 4, offset and length of the backing file's name at 8
 * and 16, capacity at 24, all big-endian); the others are told by their magic alone.
 *
 * @param format such as "qcow2"
 * @param capacity the size a guest sees, bytes, or -1 where the header was not read for it
 * @param backing the name of the image it is a change of, as it stands there, or null
 */
public record ImageHeader(
        String format, long capacity, @Nullable String backing) {
    private static final int READ = 512;
    private static final int QCOW2 = 0x514649fb;
    private static final int LONGEST_NAME = 1023;

    private static final List<Magic> MAGICS = List.of(
            new Magic("luks", 0, new byte[] {'L', 'U', 'K', 'S', (byte) 0xba, (byte) 0xbe}),
            new Magic("qed", 0, new byte[] {'Q', 'E', 'D', 0}),
            new Magic("vmdk", 0, "KDMV".getBytes(StandardCharsets.US_ASCII)),
            new Magic("vhdx", 0, "vhdxfile".getBytes(StandardCharsets.US_ASCII)),
            new Magic("vpc", 0, "conectix".getBytes(StandardCharsets.US_ASCII)),
            new Magic("vdi", 64, new byte[] {0x7f, 0x10, (byte) 0xda, (byte) 0xbe}));

    /**
     * The header of a file, or nothing where it begins with none that is known, as a raw image does.
     *
     * @throws IOException if it cannot be read
     */
    public static Optional<ImageHeader> of(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer start = read(file, 0, READ);
            if (start.remaining() >= 32 && start.getInt(0) == QCOW2) {
                return Optional.of(qcow2(file, start));
            }
            return MAGICS.stream()
                    .filter(magic -> magic.begins(start))
                    .findFirst()
                    .map(magic -> new ImageHeader(magic.format(), -1, null));
        }
    }

    private static ImageHeader qcow2(FileChannel file, ByteBuffer start) throws IOException {
        if (start.getInt(4) < 2) {
            return new ImageHeader("qcow", start.getLong(24), null);
        }
        long offset = start.getLong(8);
        int length = start.getInt(16);
        String backing = null;
        if (offset > 0 && length > 0 && length <= LONGEST_NAME) {
            ByteBuffer name = read(file, offset, length);
            backing = name.remaining() == length
                    ? StandardCharsets.UTF_8.decode(name).toString()
                    : null;
        }
        return new ImageHeader("qcow2", Math.max(-1, start.getLong(24)), backing);
    }

    private static ByteBuffer read(FileChannel file, long offset, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.BIG_ENDIAN);
        for (int count = 0; count >= 0 && buffer.hasRemaining(); ) {
            count = file.read(buffer, offset + buffer.position());
        }
        return buffer.flip();
    }

    private record Magic(String format, int offset, List<Byte> bytes) {
        Magic(String format, int offset, byte[] bytes) {
            this(format, offset, boxed(bytes));
        }

        private static List<Byte> boxed(byte[] bytes) {
            Byte[] all = new Byte[bytes.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = bytes[i];
            }
            return List.of(all);
        }

        boolean begins(ByteBuffer start) {
            if (start.remaining() < offset + bytes.size()) {
                return false;
            }
            for (int i = 0; i < bytes.size(); i++) {
                if (start.get(offset + i) != bytes.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}

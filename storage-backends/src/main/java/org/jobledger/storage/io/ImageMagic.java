package org.jobledger.storage.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The formats that are told by some bytes at a fixed place, a line each, with where the size that a guest sees stands (libvirt:
 * fileTypeInfo).
 */
enum ImageMagic {
    /** LUKS 1: the data begins at the sector that stands at 104; it has all that follows. */
    LUKS("luks", 0, bytes("LUKS", 0xba, 0xbe, 0, 1)),
    /** LUKS 2, whose data begins where its JSON says. */
    LUKS2("luks2", 0, bytes("LUKS", 0xba, 0xbe, 0, 2)),
    QED("qed", 0, bytes("QED", 0)),
    VMDK("vmdk", 0, bytes("KDMV")),
    VHDX("vhdx", 0, bytes("vhdxfile")),
    VPC("vpc", 0, bytes("conectix")),
    VDI("vdi", 64, bytes("", 0x7f, 0x10, 0xda, 0xbe));

    private static final int SECTOR = 512;

    private final String format;
    private final int offset;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out
    private final byte[] bytes;

    ImageMagic(String format, int offset, byte[] bytes) {
        this.format = format;
        this.offset = offset;
        this.bytes = bytes;
    }

    private static byte[] bytes(String text, int... more) {
        byte[] letters = text.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(letters, letters.length + more.length);
        for (int i = 0; i < more.length; i++) {
            all[letters.length + i] = (byte) more[i];
        }
        return all;
    }

    String format() {
        return format;
    }

    static Optional<ImageMagic> of(ByteBuffer start) {
        return Arrays.stream(values()).filter(magic -> magic.begins(start)).findFirst();
    }

    private boolean begins(ByteBuffer start) {
        if (start.remaining() < offset + bytes.length) {
            return false;
        }
        byte[] there = new byte[bytes.length];
        start.get(offset, there);
        return Arrays.equals(there, bytes);
    }

    /** The size a guest sees, of the first bytes and the size of the file; negative where it is not said. */
    long capacity(ByteBuffer start, long size) {
        ByteBuffer little = start.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return switch (this) {
            case LUKS -> size - Integer.toUnsignedLong(start.getInt(104)) * SECTOR;
            case QED -> little.getLong(48);
            case VMDK -> little.getLong(12) * SECTOR;
            case VPC -> start.getLong(48);
            case VDI -> little.getLong(0x170);
            case LUKS2, VHDX -> -1;
        };
    }
}

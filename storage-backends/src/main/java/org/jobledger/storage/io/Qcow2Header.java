package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only a qcow2 image says of itself.
 *
 * <p>Layout (QEMU's docs/interop/qcow2.txt), all big-endian:
 *
 * <pre>
 *  offset  4  version u32      8  backing name: offset u64    16  its length u32      20  cluster bits u32
 *         24  capacity u64    32  encryption u32 (2: LUKS)    72  incompatible features u64 (bit 2: data elsewhere, 4: extended L2)
 *         80  compatible features u64 (bit 0: lazy refcounts)                        100  length of the header u32
 *  after the header: extensions, each type u32, length u32, data padded to 8 bytes; 0xE2792ACA is the format of the backing image
 * </pre>
 *
 * @param compat "0.10" or "1.1"
 * @param clusterSize bytes
 * @param features such as "lazy_refcounts", by libvirt's names and in its order
 * @param encrypted whether its data is encrypted with LUKS
 * @param dataElsewhere whether its data is in another file
 */
public record Qcow2Header(
        String compat, long clusterSize, List<String> features, boolean encrypted, boolean dataElsewhere) {
    static final int MAGIC = 0x514649fb;
    private static final int BACKING_FORMAT = 0xE2792ACA;
    private static final int FIRST_LENGTH = 72;
    private static final int LONGEST_NAME = 1023;
    private static final int LUKS = 2;
    private static final int MOST_CLUSTER_BITS = 30;

    /** Copies the list. */
    public Qcow2Header {
        features = List.copyOf(features);
    }

    static ImageHeader read(FileChannel file, ByteBuffer start) throws IOException {
        boolean third = start.getInt(4) >= 3 && start.remaining() >= 104;
        long incompatible = third ? start.getLong(72) : 0;
        List<String> features = new ArrayList<>();
        if (third && (start.getLong(80) & 1) != 0) {
            features.add("lazy_refcounts");
        }
        if ((incompatible & 1 << 4) != 0) {
            features.add("extended_l2");
        }
        Qcow2Header more = new Qcow2Header(
                third ? "1.1" : "0.10",
                1L << Math.min(MOST_CLUSTER_BITS, Math.max(0, start.getInt(20))),
                features,
                start.getInt(32) == LUKS,
                (incompatible & 1 << 2) != 0);
        String backing = backing(file, start);
        return new ImageHeader(
                "qcow2",
                Math.max(-1, start.getLong(24)),
                backing,
                backing == null ? null : backingFormat(start, third ? start.getInt(100) : FIRST_LENGTH),
                more);
    }

    private static @Nullable String backing(FileChannel file, ByteBuffer start) throws IOException {
        long offset = start.getLong(8);
        int length = start.getInt(16);
        if (offset <= 0 || length <= 0 || length > LONGEST_NAME) {
            return null;
        }
        ByteBuffer name = ImageHeader.read(file, offset, length);
        return name.remaining() == length ? StandardCharsets.UTF_8.decode(name).toString() : null;
    }

    private static @Nullable String backingFormat(ByteBuffer start, int headerLength) {
        for (int at = headerLength; at >= FIRST_LENGTH && at + 8 <= start.limit(); ) {
            int length = start.getInt(at + 4);
            if (length < 0 || at + 8 + length > start.limit() || start.getInt(at) == 0) {
                return null;
            } else if (start.getInt(at) == BACKING_FORMAT) {
                return StandardCharsets.US_ASCII
                        .decode(start.slice(at + 8, length))
                        .toString();
            }
            at += 8 + (length + 7) / 8 * 8;
        }
        return null;
    }
}

package org.jobledger.engine.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jobledger.engine.UnknownFormatException;

/**
 * The first 512 bytes of a journal segment: who wrote it, where it begins, and where the segment before it ends.
 *
 * <pre>
 *   0  magic "JLEDGER1"             8
 *   8  format version               4
 *  12  zero                         4
 *  16  ledger id                   16
 *  32  epoch                        8
 *  40  first position               8
 *  48  epoch of the segment before  8   0 where there is none
 *  56  first position of that       8
 *  64  length of that, bytes        8   what stands behind it there is not history
 *  72  chain hash before the first position  32
 * 104  zero                       404
 * 508  CRC-32C of bytes 0..507      4
 * </pre>
 *
 * Big-endian. One sector, so that a power cut leaves all of it or nothing that passes the checksum.
 *
 * @param ledgerId the ledger it belongs to
 * @param epoch the opening in which it was written
 * @param firstPosition the position of its first event
 * @param previous the segment before it, or {@link Link#NONE}
 * @param previousHash the chain hash before its first event
 */
@SuppressWarnings("ArrayRecordComponent")
record SegmentHeader(UUID ledgerId, long epoch, long firstPosition, Link previous, byte[] previousHash) {
    static final int BYTES = 512;
    static final int FORMAT = 1;
    private static final byte[] MAGIC = "JLEDGER1".getBytes(StandardCharsets.US_ASCII);
    private static final int CRC_AT = 508;

    /**
     * The end of a segment as the one after it pins it.
     *
     * @param epoch the epoch of that segment, 0 where there is none
     * @param firstPosition its first position
     * @param length how many of its bytes are history
     */
    record Link(long epoch, long firstPosition, long length) {
        static final Link NONE = new Link(0, 0, 0);

        String fileName() {
            return SegmentHeader.fileName(firstPosition, epoch);
        }
    }

    static String fileName(long firstPosition, long epoch) {
        return String.format("%019d-%010d.journal", firstPosition, epoch);
    }

    String fileName() {
        return fileName(firstPosition, epoch);
    }

    ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.put(MAGIC).putInt(FORMAT).putInt(0);
        out.putLong(ledgerId.getMostSignificantBits()).putLong(ledgerId.getLeastSignificantBits());
        out.putLong(epoch).putLong(firstPosition);
        out.putLong(previous.epoch()).putLong(previous.firstPosition()).putLong(previous.length());
        out.put(previousHash);
        out.putInt(CRC_AT, crc(out));
        return out.rewind();
    }

    /**
     * Reads a header.
     *
     * @return nothing where the bytes are not a whole header
     * @throws UnknownFormatException if it is a whole header of a newer format
     */
    static Optional<SegmentHeader> decode(ByteBuffer in, String file) {
        byte[] magic = new byte[MAGIC.length];
        if (in.remaining() < BYTES || in.getInt(CRC_AT) != crc(in)) {
            return Optional.empty();
        }
        in.get(magic);
        int format = in.getInt();
        in.getInt();
        if (!Arrays.equals(magic, MAGIC)) {
            return Optional.empty();
        }
        if (format != FORMAT) {
            throw new UnknownFormatException(
                    "journal segment " + file + " has format " + format + "; this build knows format " + FORMAT);
        }
        UUID id = new UUID(in.getLong(), in.getLong());
        long epoch = in.getLong();
        long first = in.getLong();
        Link previous = new Link(in.getLong(), in.getLong(), in.getLong());
        byte[] hash = new byte[StoredEvent.HASH_BYTES];
        in.get(hash);
        return Optional.of(new SegmentHeader(id, epoch, first, previous, hash));
    }

    private static int crc(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate().rewind().limit(CRC_AT));
        return (int) crc.getValue();
    }
}

package org.jobledger.engine.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A group of events as it stands in a segment; a group is written at once and is history whole or not at all.
 *
 * <pre>
 *   0  magic "JGRP" (events) or "JSEA" (the seal of a clean close, without events)   4
 *   4  length of the whole frame, bytes, a multiple of 8       4
 *   8  epoch                                                   8
 *  16  position of its first event                             8
 *  24  number of events                                        4
 *  28  zero                                                    4
 *  32  last position that was forced to disk before this frame 8
 *  40  events, each: payload length(4) header(48, see {@link Chain}) salt(16) hash(32) payload
 *   .  zero, up to the length less 4
 *   .  CRC-32C of all before it                                4
 * </pre>
 *
 * Big-endian. A frame begins at a multiple of 8; zeros where a frame should begin are the end.
 *
 * @param seal true for a seal
 * @param epoch the epoch of the writer
 * @param firstPosition the position of its first event; for a seal, of the event that would follow
 * @param count how many events it holds
 * @param forcedBefore the last position that was forced before it was written
 */
public record GroupFrame(boolean seal, long epoch, long firstPosition, int count, long forcedBefore) {
    static final int HEAD_BYTES = 40;
    static final int EVENT_BYTES = 4 + Chain.HEADER_BYTES + StoredEvent.SALT_BYTES + StoredEvent.HASH_BYTES;
    static final int ALIGNMENT = 8;
    static final int LONGEST = 64 * 1024 * 1024;
    private static final int EVENTS = 0x4A475250;
    private static final int SEAL = 0x4A534541;
    private static final int CRC_BYTES = 4;

    long lastPosition() {
        return firstPosition + count - 1;
    }

    /** How long the frame of these events is, bytes. */
    static int frameBytes(long payloadBytes, int events) {
        long bytes = HEAD_BYTES + payloadBytes + (long) EVENT_BYTES * events + CRC_BYTES;
        return Math.toIntExact((bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }

    static ByteBuffer encode(long epoch, long firstPosition, long forcedBefore, List<StoredEvent> events) {
        long payloads =
                events.stream().mapToLong(event -> event.payload().length).sum();
        ByteBuffer out =
                head(EVENTS, frameBytes(payloads, events.size()), epoch, firstPosition, events.size(), forcedBefore);
        for (StoredEvent event : events) {
            out.putInt(event.payload().length);
            Chain.putHeader(out, event);
            out.put(event.salt()).put(event.hash()).put(event.payload());
        }
        return closed(out);
    }

    static ByteBuffer encodeSeal(long epoch, long nextPosition, long forced) {
        return closed(head(SEAL, frameBytes(0, 0), epoch, nextPosition, 0, forced));
    }

    /** The length that the head of a frame names, or 0 where the head is not one: the end, or something torn. */
    static int lengthOf(ByteBuffer head) {
        int at = head.position();
        if (head.remaining() < HEAD_BYTES) {
            return 0;
        }
        int magic = head.getInt(at);
        int length = head.getInt(at + 4);
        boolean sensible = (magic == EVENTS || magic == SEAL)
                && length >= frameBytes(0, 0)
                && length <= LONGEST
                && length % ALIGNMENT == 0;
        return sensible ? length : 0;
    }

    /** True where the frame, from position to limit, is whole. */
    static boolean whole(ByteBuffer frame) {
        int end = frame.limit() - CRC_BYTES;
        CRC32C crc = new CRC32C();
        crc.update(frame.duplicate().limit(end));
        return frame.getInt(end) == (int) crc.getValue();
    }

    /** The events of the group that a buffer holds, which is not changed; none where it holds anything else. */
    public static List<StoredEvent> eventsIn(ByteBuffer bytes) {
        ByteBuffer frame = bytes.duplicate();
        if (lengthOf(frame) != frame.remaining() || !whole(frame)) {
            return List.of();
        }
        return head(frame).events(frame);
    }

    /** The head of a whole frame; the buffer stands behind it then. */
    static GroupFrame head(ByteBuffer frame) {
        boolean seal = frame.getInt() == SEAL;
        frame.getInt();
        long epoch = frame.getLong();
        long first = frame.getLong();
        int count = frame.getInt();
        frame.getInt();
        return new GroupFrame(seal, epoch, first, count, frame.getLong());
    }

    /** The events of a whole frame, the buffer standing behind its head. */
    List<StoredEvent> events(ByteBuffer frame) {
        List<StoredEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(event(frame));
        }
        return events;
    }

    private static StoredEvent event(ByteBuffer in) {
        int length = in.getInt();
        long position = in.getLong();
        long epoch = in.getLong();
        long at = in.getLong();
        long job = in.getLong();
        long version = in.getLong();
        int type = in.getInt();
        int schema = in.getInt();
        return new StoredEvent(
                position,
                epoch,
                at,
                job,
                version,
                type,
                schema,
                bytes(in, StoredEvent.SALT_BYTES),
                payload(in, length),
                hashBefore(in, length));
    }

    private static byte[] payload(ByteBuffer in, int length) {
        byte[] payload = new byte[length];
        in.get(in.position() + StoredEvent.HASH_BYTES, payload);
        return payload;
    }

    private static byte[] hashBefore(ByteBuffer in, int length) {
        byte[] hash = bytes(in, StoredEvent.HASH_BYTES);
        in.position(in.position() + length);
        return hash;
    }

    private static byte[] bytes(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static ByteBuffer head(int magic, int length, long epoch, long first, int count, long forcedBefore) {
        return ByteBuffer.allocate(length)
                .putInt(magic)
                .putInt(length)
                .putLong(epoch)
                .putLong(first)
                .putInt(count)
                .putInt(0)
                .putLong(forcedBefore);
    }

    private static ByteBuffer closed(ByteBuffer frame) {
        int end = frame.capacity() - CRC_BYTES;
        CRC32C crc = new CRC32C();
        crc.update(frame.duplicate().position(0).limit(end));
        frame.putInt(end, (int) crc.getValue());
        return frame.position(0).limit(frame.capacity());
    }
}

package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jobledger.engine.LedgerDamagedException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment from its first frame to its end, event by event along the chain, and fills what is bad with rows that are proved. One
 * thread, once.
 *
 * <p>A group that is filled need not be the group that stood there: what counts are its events, and that the frames around it stay where
 * they are. So one frame takes the whole gap, with zeros behind its last event.
 */
final class SegmentScan {
    private static final int LARGEST_PAYLOADS = 4 * 1024 * 1024;

    /** Bytes that take the place of others. */
    record Patch(long offset, ByteBuffer bytes) {}

    private final SegmentHeader header;
    private final SegmentReader reader;
    private final RowProof proof;
    private final long length;
    private final long lastPosition;
    private final Chain chain = new Chain();
    private final List<Patch> patches = new ArrayList<>();
    private JournalHead head;
    private long forced;
    private long at = SegmentHeader.BYTES;
    private boolean sealed;
    private long firstFilled;
    private long lastFilled;

    /**
     * A scan.
     *
     * @param reader of the file, which need not be whole
     * @param length how many bytes are history; as many as there are where no segment follows
     * @param lastPosition the last position in it; {@link Long#MAX_VALUE} where no segment follows
     * @param head the end of the history before it
     */
    SegmentScan(
            SegmentHeader header,
            SegmentReader reader,
            RowProof proof,
            long length,
            long lastPosition,
            JournalHead head) {
        this.header = header;
        this.reader = reader;
        this.proof = proof;
        this.length = length;
        this.lastPosition = lastPosition;
        this.head = head;
        this.forced = head.position();
    }

    /** The end of the history in it. */
    JournalHead head() {
        return head;
    }

    /** Where its history ends, bytes. */
    long end() {
        return at;
    }

    /** What must be written over it; nothing where it is whole. */
    List<Patch> patches() {
        return patches;
    }

    long firstFilled() {
        return firstFilled;
    }

    long lastFilled() {
        return lastFilled;
    }

    private boolean isNewest() {
        return lastPosition == Long.MAX_VALUE;
    }

    /**
     * Reads it.
     *
     * @throws LedgerDamagedException if something is bad and the rows do not prove what stood there
     */
    void run() throws IOException {
        while (!sealed && !(at == length && head.position() == lastPosition)) {
            if (!goodFrame() && !fill()) {
                return;
            }
        }
        if (!isNewest() && (at != length || head.position() != lastPosition)) {
            throw damaged();
        }
    }

    private boolean goodFrame() throws IOException {
        reader.seek(at);
        @Nullable ByteBuffer bytes = reader.next(length);
        if (bytes == null) {
            return false;
        }
        GroupFrame frame = GroupFrame.head(bytes);
        if (frame.epoch() != header.epoch()
                || frame.firstPosition() != head.position() + 1
                || frame.lastPosition() > lastPosition) {
            return false;
        }
        JournalHead after = head;
        for (StoredEvent event : frame.events(bytes)) {
            if (event.position() != after.position() + 1
                    || event.epoch() != header.epoch()
                    || !Arrays.equals(chain.link(after.hash(), event), event.hash())) {
                return false;
            }
            after = new JournalHead(event.position(), event.hash());
        }
        head = after;
        forced = Math.min(frame.forcedBefore(), head.position());
        at = reader.offset();
        sealed = frame.seal();
        return true;
    }

    /** Fills what is bad here; false where nothing is known to have stood here. */
    private boolean fill() throws IOException {
        @Nullable Later later = later();
        long upTo = later == null ? lastPosition : later.position() - 1;
        List<StoredEvent> rows = proof.after(head, upTo, header.epoch());
        if (later == null && isNewest()) {
            if (rows.isEmpty()) {
                return false;
            }
        } else if (head.position() + rows.size() != upTo) {
            throw damaged();
        }
        long gapEnd = later != null ? later.offset() : isNewest() ? at + bytesOf(rows) : length;
        if (gapEnd - at < bytesOf(rows) || (gapEnd - at) % GroupFrame.ALIGNMENT != 0) {
            throw damaged();
        }
        firstFilled = firstFilled == 0 ? head.position() + 1 : firstFilled;
        write(rows, gapEnd);
        lastFilled = head.position();
        return true;
    }

    private static long bytesOf(List<StoredEvent> rows) {
        long bytes = 0;
        for (List<StoredEvent> group : groups(rows)) {
            bytes += frameBytes(group);
        }
        return bytes;
    }

    private static int frameBytes(List<StoredEvent> group) {
        return GroupFrame.frameBytes(
                group.stream().mapToLong(event -> event.payload().length).sum(), group.size());
    }

    /** Groups of events that fit into frames; one without events stands for a seal. */
    static List<List<StoredEvent>> groups(List<StoredEvent> events) {
        List<List<StoredEvent>> groups = new ArrayList<>();
        List<StoredEvent> group = new ArrayList<>();
        long payloads = 0;
        for (StoredEvent event : events) {
            if (payloads > 0 && payloads + event.payload().length > LARGEST_PAYLOADS) {
                groups.add(group);
                group = new ArrayList<>();
                payloads = 0;
            }
            group.add(event);
            payloads += event.payload().length;
        }
        groups.add(group);
        return groups;
    }

    private void write(List<StoredEvent> rows, long gapEnd) {
        List<List<StoredEvent>> groups = groups(rows);
        for (int i = 0; i < groups.size(); i++) {
            List<StoredEvent> group = groups.get(i);
            boolean last = i == groups.size() - 1;
            int bytes = last ? Math.toIntExact(gapEnd - at) : frameBytes(group);
            patches.add(new Patch(
                    at,
                    group.isEmpty()
                            ? GroupFrame.encodeSeal(header.epoch(), head.position() + 1, forced, bytes)
                            : GroupFrame.encode(header.epoch(), head.position() + 1, forced, group, bytes)));
            if (!group.isEmpty()) {
                StoredEvent end = group.get(group.size() - 1);
                head = new JournalHead(end.position(), end.hash());
            }
            sealed = group.isEmpty();
            at += bytes;
        }
    }

    /** The next frame that can be gone on with: where, and the position that it begins with. */
    private record Later(long offset, long position) {}

    private @Nullable Later later() throws IOException {
        for (long offset = at + GroupFrame.ALIGNMENT;
                offset + GroupFrame.HEAD_BYTES <= length;
                offset += GroupFrame.ALIGNMENT) {
            reader.seek(offset);
            if (reader.peek(length) == 0) {
                continue;
            }
            @Nullable ByteBuffer bytes = reader.next(length);
            if (bytes != null) {
                GroupFrame frame = GroupFrame.head(bytes);
                boolean known = !isNewest() || frame.forcedBefore() > head.position() || frame.seal();
                if (frame.epoch() == header.epoch()
                        && known
                        && frame.firstPosition() > head.position() + (frame.seal() ? 0 : 1)
                        && frame.lastPosition() <= lastPosition) {
                    return new Later(offset, frame.firstPosition());
                }
            }
        }
        return null;
    }

    private LedgerDamagedException damaged() {
        return new LedgerDamagedException("journal segment " + header.fileName() + " is damaged at byte " + at
                + ": position " + (head.position() + 1) + " cannot be read, and cannot be made again: " + proof.why());
    }
}

package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes the segments of one epoch. For the appender's thread alone.
 *
 * <p>Room is made before anything is promised: a segment grows by written and forced zeros, so that a group itself meets neither a full
 * disk nor a change of metadata. {@link #makeRoom} may fail and be tried again; after a failed {@link #write} or {@link #force} the
 * writer must not be used any more.
 */
final class JournalWriter implements AutoCloseable {
    private static final int SMALLEST_GROWTH = 256 * 1024;
    private static final int LARGEST_GROWTH = 16 * 1024 * 1024;

    private final Journal journal;
    private final UUID ledgerId;
    private final long epoch;
    private final long segmentBytes;
    private final List<Segment> segments;
    private DiskFile file;
    private long offset = SegmentHeader.BYTES;
    private long room;
    private long forced;

    private JournalWriter(Journal journal, UUID ledgerId, long epoch, long segmentBytes, JournalHead head)
            throws IOException {
        this.journal = journal;
        this.ledgerId = ledgerId;
        this.epoch = epoch;
        this.segmentBytes = segmentBytes;
        this.segments = new ArrayList<>(journal.segments());
        this.forced = head.position();
        this.file = newSegment(head);
        publish();
    }

    /** Begins an epoch: a new segment whose header pins the end of the one before. Returns when it is durable. */
    static JournalWriter begin(Journal journal, UUID ledgerId, long epoch, long segmentBytes, JournalHead head)
            throws IOException {
        return new JournalWriter(journal, ledgerId, epoch, segmentBytes, head);
    }

    /** The last position that is forced. */
    long forced() {
        return forced;
    }

    /**
     * Makes room for a frame, in this segment or a new one.
     *
     * @param bytes the length of the frame
     * @param head the end of the history, which a new segment would follow
     * @throws IOException if there is none; nothing has changed then
     */
    void makeRoom(int bytes, JournalHead head) throws IOException {
        if (offset + bytes > segmentBytes && offset > SegmentHeader.BYTES) {
            DiskFile full = file;
            file = newSegment(head);
            full.truncate(segments.get(segments.size() - 2).length());
            full.close();
        }
        if (offset + bytes > room) {
            long growth = Math.min(LARGEST_GROWTH, Math.max(SMALLEST_GROWTH, offset));
            room = grow(file, room, Math.max(offset + bytes, Math.min(segmentBytes, offset + growth)));
        }
    }

    /** Writes a frame into the room made for it. */
    void write(ByteBuffer frame) throws IOException {
        int length = frame.remaining();
        file.write(frame, offset);
        offset += length;
    }

    /** Forces what was written up to a position and lets readers see it. */
    void force(long position) throws IOException {
        file.force(false);
        reached(position);
    }

    /** Lets readers see what was written up to a position without forcing it. */
    void show(long position) {
        current(segments.get(segments.size() - 1).withLength(offset));
        journal.publish(segments, position);
    }

    private void reached(long position) {
        forced = position;
        show(position);
    }

    /** Marks the end of a clean close and gives back the room that was not used. */
    void seal(long position) throws IOException {
        ByteBuffer frame = GroupFrame.encodeSeal(epoch, position + 1, forced);
        makeRoomForSeal(frame.remaining());
        write(frame);
        file.force(false);
        reached(position);
        file.truncate(offset);
        file.force(true);
    }

    private void makeRoomForSeal(int bytes) throws IOException {
        if (offset + bytes > room) {
            room = grow(file, room, offset + bytes);
        }
    }

    /** Opens the segment that follows what was written; the one before is finished by being pinned. */
    private DiskFile newSegment(JournalHead head) throws IOException {
        SegmentHeader.Link previous = segments.isEmpty()
                ? SegmentHeader.Link.NONE
                : segments.get(segments.size() - 1).link();
        SegmentHeader header = new SegmentHeader(ledgerId, epoch, head.position() + 1, previous, head.hash());
        Path path = journal.directory().resolve(header.fileName());
        DiskFile created = create(path);
        try {
            long newRoom = grow(created, 0, Math.min(segmentBytes, SMALLEST_GROWTH));
            created.write(header.encode(), 0);
            created.force(true);
            journal.disk().forceDirectory(journal.directory());
            room = newRoom;
        } catch (IOException | RuntimeException e) {
            discard(created, path, e);
            throw e;
        }
        offset = SegmentHeader.BYTES;
        segments.add(new Segment(header, offset));
        return created;
    }

    /** Makes the file; one that is there already is a creation that was cut off, as no whole header is in it. */
    private DiskFile create(Path path) throws IOException {
        try {
            return journal.disk().create(path);
        } catch (FileAlreadyExistsException e) {
            journal.disk().delete(path);
            return journal.disk().create(path);
        }
    }

    private void discard(DiskFile created, Path path, Exception cause) {
        try {
            created.close();
            journal.disk().delete(path);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static long grow(DiskFile file, long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(to - from, 1024 * 1024));
        for (long at = from; at < to; at += zeros.limit()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
            file.write(zeros, at);
        }
        file.force(true);
        return to;
    }

    private void current(Segment segment) {
        segments.set(segments.size() - 1, segment);
    }

    private void publish() {
        journal.publish(segments, forced);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

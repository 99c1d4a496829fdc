package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jobledger.engine.LedgerInUseException;

/**
 * Writes the segments of one epoch. For the appender's thread alone.
 *
 * <p>Room is made before anything is promised: a segment grows by written and forced zeros, so that a group itself meets neither a full
 * disk nor a change of metadata. Only a {@link NoRoomException} leaves the writer as it was; after any other failure it must not be used
 * any more, as nobody knows then what is on the disk.
 */
final class JournalWriter implements AutoCloseable {
    private static final int SMALLEST_GROWTH = 256 * 1024;
    private static final int LARGEST_GROWTH = 16 * 1024 * 1024;
    private static final int SHARE = 4;
    private static final int ZEROS_AT_ONCE = 1024 * 1024;

    private final Journal journal;
    private final UUID ledgerId;
    private final long epoch;
    private final long segmentBytes;
    private final List<Segment> segments;
    private DiskFile file;
    private long offset = SegmentHeader.BYTES;
    private long room;
    private long written;
    private long forced;

    private JournalWriter(Journal journal, UUID ledgerId, long epoch, long segmentBytes, JournalHead head)
            throws IOException {
        this.journal = journal;
        this.ledgerId = ledgerId;
        this.epoch = epoch;
        this.segmentBytes = segmentBytes;
        this.segments = new ArrayList<>(journal.segments());
        this.written = head.position();
        this.forced = head.position();
        this.file = newSegment(head);
        show();
    }

    /**
     * Begins an epoch: a new segment whose header pins the end of the one before. Returns when both are durable.
     *
     * @throws LedgerInUseException if somebody else has begun the same epoch
     */
    static JournalWriter begin(Journal journal, UUID ledgerId, long epoch, long segmentBytes, JournalHead head)
            throws IOException {
        forceInherited(journal);
        JournalWriter writer = new JournalWriter(journal, ledgerId, epoch, segmentBytes, head);
        removeCutOff(journal);
        return writer;
    }

    /**
     * Removes what earlier openings left behind of segments that they could not finish. Not before this epoch's segment is there: an owner
     * that has lost the ledger without knowing cannot touch the files of its successor, which bear a higher epoch.
     */
    private static void removeCutOff(Journal journal) throws IOException {
        for (String name : journal.cutOff()) {
            journal.disk().delete(journal.directory().resolve(name));
        }
    }

    /**
     * What an owner wrote who was killed before it forced it can be read, but is not durable before somebody forces it: neither the bytes
     * nor the name of the file, without which the name of the next one must not become durable.
     */
    private static void forceInherited(Journal journal) throws IOException {
        List<Segment> all = journal.segments();
        if (!all.isEmpty()) {
            Path newest =
                    journal.directory().resolve(all.get(all.size() - 1).header().fileName());
            try (DiskFile inherited = journal.disk().openForWriting(newest)) {
                inherited.force(true);
            }
            journal.disk().forceDirectory(journal.directory());
        }
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
     * @throws NoRoomException if there is none; it may be tried again
     */
    void makeRoom(int bytes, JournalHead head) throws IOException {
        if (offset + bytes > segmentBytes && offset > SegmentHeader.BYTES) {
            force();
            DiskFile full = file;
            file = newSegment(head);
            full.truncate(segments.get(segments.size() - 2).length());
            full.close();
        }
        if (offset + bytes > room) {
            long wanted = Math.min(LARGEST_GROWTH, Math.max(SMALLEST_GROWTH, offset));
            long generous = Math.min(segmentBytes, offset + Math.min(wanted, share()));
            grow(offset + bytes, generous);
        }
    }

    /** What may be taken beyond what is needed: on a disk that is nearly full not what is left of it. */
    private long share() {
        try {
            return journal.disk().usableBytes(journal.directory()) / SHARE;
        } catch (IOException e) {
            // A disk that does not tell is asked by writing.
            return Long.MAX_VALUE;
        }
    }

    /** Makes the newest segment longer, generously if the disk has as much, else by what is needed. */
    private void grow(long least, long generous) throws IOException {
        long to = filled(Math.max(least, generous), least);
        file.force(true);
        room = to;
    }

    private long filled(long wanted, long least) throws IOException {
        try {
            fill(file, newestPath(), room, wanted);
            return wanted;
        } catch (NoRoomException e) {
            // What was filled in vain goes back to the disk, which others need too.
            file.truncate(room);
            if (wanted == least) {
                throw e;
            }
            return filled(least, least);
        }
    }

    private Path newestPath() {
        return journal.directory()
                .resolve(segments.get(segments.size() - 1).header().fileName());
    }

    /** Writes a frame, whose last event has a position, into the room made for it. */
    void write(ByteBuffer frame, long position) throws IOException {
        int length = frame.remaining();
        file.write(frame, offset);
        offset += length;
        written = position;
    }

    /** Makes durable what was written. */
    void force() throws IOException {
        if (forced < written) {
            file.force(false);
            forced = written;
        }
    }

    /** Lets readers see what was written. */
    void show() {
        int newest = segments.size() - 1;
        segments.set(newest, segments.get(newest).withLength(offset));
        journal.publish(segments, written);
    }

    /** Marks the end of a clean close and gives back the room that was not used. */
    void seal() throws IOException {
        ByteBuffer frame = GroupFrame.encodeSeal(epoch, written + 1, forced);
        if (offset + frame.remaining() > room) {
            fill(file, newestPath(), room, offset + frame.remaining());
        }
        write(frame, written);
        file.force(true);
        forced = written;
        show();
        // Not forced: what stands behind the seal is never read, whether it is there or not.
        file.truncate(offset);
    }

    /** Opens the segment that follows what was written; the one before, which is forced, is finished by being pinned. */
    private DiskFile newSegment(JournalHead head) throws IOException {
        SegmentHeader.Link previous = segments.isEmpty()
                ? SegmentHeader.Link.NONE
                : segments.get(segments.size() - 1).link();
        SegmentHeader header = new SegmentHeader(ledgerId, epoch, head.position() + 1, previous, head.hash());
        Path path = journal.directory().resolve(header.fileName());
        long newRoom = Math.max(SegmentHeader.BYTES, Math.min(Math.min(segmentBytes, SMALLEST_GROWTH), share()));
        DiskFile created;
        try {
            created = createWithRoom(path, newRoom);
        } catch (NoRoomException e) {
            newRoom = SegmentHeader.BYTES;
            created = createWithRoom(path, newRoom);
        }
        try {
            created.write(header.encode(), 0);
            created.force(true);
            journal.disk().forceDirectory(journal.directory());
            new NewestSegment(header.firstPosition(), epoch).write(journal.disk(), journal.directory());
        } catch (IOException | RuntimeException e) {
            close(created, e);
            throw e;
        }
        room = newRoom;
        offset = SegmentHeader.BYTES;
        segments.add(new Segment(header, offset));
        return created;
    }

    /** A file of zeros. As long as it has no header it is no segment, and can be given up. */
    private DiskFile createWithRoom(Path path, long bytes) throws IOException {
        DiskFile created;
        try {
            created = create(path);
        } catch (IOException e) {
            throw new NoRoomException(path, bytes, e);
        }
        try {
            fill(created, path, 0, bytes);
            return created;
        } catch (IOException | RuntimeException e) {
            close(created, e);
            remove(path, e);
            throw e;
        }
    }

    /** Makes the file. One of this epoch that is there already was given up for want of room, unless it is the first of the epoch. */
    private DiskFile create(Path path) throws IOException {
        try {
            return journal.disk().create(path);
        } catch (FileAlreadyExistsException e) {
            if (journal.newestEpoch() != epoch) {
                throw new LedgerInUseException(
                        "another process has begun epoch " + epoch + " of the ledger at the same time: " + path, e);
            }
            journal.disk().delete(path);
            return journal.disk().create(path);
        }
    }

    private void remove(Path path, Exception cause) {
        try {
            journal.disk().delete(path);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static void close(DiskFile file, Exception cause) {
        try {
            file.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static void fill(DiskFile file, Path path, long from, long to) throws NoRoomException {
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(to - from, ZEROS_AT_ONCE));
        try {
            for (long at = from; at < to; at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
                file.write(zeros, at);
            }
        } catch (IOException e) {
            throw new NoRoomException(path, to - from, e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

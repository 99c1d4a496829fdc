package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.event.EventJson;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.LedgerCreated;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole journal along its chain and makes again what is damaged or missing, where the event table proves it. For an owner, before
 * the journal is opened; one thread, once.
 *
 * <p>What is made again is byte for byte in the place of what was there, as the segments behind it pin its length and its hash: rows that
 * do not lead there prove nothing, and the journal is refused. A segment is replaced at once, when the broken file is safe beside it, so
 * that a crash leaves the one or the other.
 */
final class JournalRepair {
    private static final int CHUNK = 1024 * 1024;
    private static final String DRAFT = ".repair";

    private final SegmentFiles files;
    private final RowProof proof;
    private final List<RepairNote> made = new ArrayList<>();
    private JournalHead head = JournalHead.GENESIS;
    private @Nullable Segment previous;

    private JournalRepair(Disk disk, Path directory, RowProof proof) {
        this.files = new SegmentFiles(disk, directory);
        this.proof = proof;
    }

    /**
     * Does it.
     *
     * @return what was made again, segment by segment; empty where all is whole
     * @throws LedgerDamagedException if something is damaged and not proved; the message names the first bad position
     */
    static List<RepairNote> run(Disk disk, Path directory, RowProof proof) throws IOException {
        JournalRepair repair = new JournalRepair(disk, directory, proof);
        repair.run();
        return repair.made;
    }

    /**
     * Does it at the end alone: the newest segment, and those that followed it. What is before is taken as it is.
     *
     * @return what was made again
     * @throws LedgerDamagedException if something is damaged there and not proved; the message names the first bad position
     */
    static List<RepairNote> runAtEnd(Disk disk, Path directory, RowProof proof) throws IOException {
        JournalRepair repair = new JournalRepair(disk, directory, proof);
        repair.runAtEnd();
        return repair.made;
    }

    private void runAtEnd() throws IOException {
        List<FoundSegments.Place> chain = FoundSegments.chain(files);
        FoundSegments.@Nullable Place newest = chain.isEmpty() ? null : chain.get(chain.size() - 1);
        @Nullable SegmentHeader header = newest == null ? null : newest.header();
        if (newest == null || header == null) {
            run();
            return;
        }
        head = new JournalHead(header.firstPosition() - 1, header.previousHash());
        mend(newest, null, header.ledgerId());
        makeWhatIsGone(header.ledgerId());
    }

    private void run() throws IOException {
        List<FoundSegments.Place> chain = FoundSegments.chain(files);
        UUID id = idIn(chain);
        for (int i = 0; i < chain.size(); i++) {
            FoundSegments.@Nullable Place next = i + 1 < chain.size() ? chain.get(i + 1) : null;
            mend(chain.get(i), next, id);
        }
        makeWhatIsGone(id);
    }

    private UUID idIn(List<FoundSegments.Place> chain) {
        return chain.stream()
                .flatMap(place -> Optional.ofNullable(place.header()).stream())
                .map(SegmentHeader::ledgerId)
                .findFirst()
                .orElseGet(this::idInRows);
    }

    /** The identity that the first event of every ledger carries; some other where there is no event. */
    private UUID idInRows() {
        @Nullable StoredEvent first = proof.next(JournalHead.GENESIS);
        return first != null
                        && first.typeCode() == EventType.LEDGER_CREATED.code()
                        && EventJson.decode(EventType.LEDGER_CREATED, first.schema(), first.payload())
                                instanceof LedgerCreated created
                ? UUID.fromString(created.ledgerId())
                : new UUID(0, 0);
    }

    private void mend(FoundSegments.Place place, FoundSegments.@Nullable Place next, UUID id) throws IOException {
        SegmentHeader header = place.header() == null
                ? new SegmentHeader(id, place.epoch(), place.firstPosition(), linkToPrevious(), head.hash())
                : place.header();
        if (header.firstPosition() != head.position() + 1 || !Arrays.equals(header.previousHash(), head.hash())) {
            throw new LedgerDamagedException("journal segment " + place.name() + " does not follow position "
                    + head.position() + ", which is the end of the one before: position " + (head.position() + 1)
                    + " cannot be read");
        }
        long last = next == null ? Long.MAX_VALUE : next.firstPosition() - 1;
        long length = next == null ? FoundSegments.WHOLE_FILE : FoundSegments.lengthOf(files, place, next, last);
        SegmentScan scan = new SegmentMending(files, proof, head).mend(header, length, last, made);
        previous = new Segment(header, scan.end());
        head = scan.head();
    }

    private SegmentHeader.Link linkToPrevious() {
        return previous == null ? SegmentHeader.Link.NONE : previous.link();
    }

    /** Makes the segments again that nothing in the journal leads to any more: those after the newest that is there. */
    private void makeWhatIsGone(UUID id) throws IOException {
        long newest = previous == null ? 0 : previous.header().epoch();
        for (@Nullable StoredEvent row = proof.next(head);
                row != null && row.epoch() >= newest;
                row = proof.next(head)) {
            newest = row.epoch();
            SegmentHeader header = new SegmentHeader(id, newest, head.position() + 1, linkToPrevious(), head.hash());
            SegmentScan scan =
                    new SegmentMending(files, proof, head).mend(header, FoundSegments.WHOLE_FILE, Long.MAX_VALUE, made);
            previous = new Segment(header, scan.end());
            head = scan.head();
        }
    }

    /** Copies bytes of one file to the same place in another; what the source does not have stays as it is. */
    static void copy(DiskFile from, DiskFile to, long begin, long end) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(1, end - begin)));
        for (long at = begin; at < end; at += chunk.capacity()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), end - at));
            from.read(chunk, at);
            to.write(chunk.flip(), at);
        }
    }

    static String draft(String segment) {
        return segment + DRAFT;
    }
}

package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jobledger.engine.event.EventType;

/** Writes logs of tests to disk as an owner would, whatever is in them. */
final class JournalFiles {
    private static final int GROUP = 3;

    private JournalFiles() {}

    /** Makes a ledger of a log, in groups of three; each epoch that ends with a clean close is sealed. */
    static Journal write(Disk disk, Path ledger, UUID id, List<StoredEvent> log, long segmentBytes) throws IOException {
        LedgerDirectory directory = new LedgerDirectory(ledger);
        directory.create(disk);
        for (long epoch : new TreeSet<>(log.stream().map(StoredEvent::epoch).toList())) {
            List<StoredEvent> events =
                    log.stream().filter(event -> event.epoch() == epoch).toList();
            writeEpoch(
                    Journal.open(disk, directory.journal()), id, epoch, events, segmentBytes, headBefore(log, events));
        }
        return Journal.open(disk, directory.journal());
    }

    private static JournalHead headBefore(List<StoredEvent> log, List<StoredEvent> events) {
        long before = events.get(0).position() - 1;
        return before == 0
                ? JournalHead.GENESIS
                : new JournalHead(before, log.get((int) before - 1).hash());
    }

    private static void writeEpoch(
            Journal journal, UUID id, long epoch, List<StoredEvent> events, long segmentBytes, JournalHead begin)
            throws IOException {
        JournalHead head = begin;
        try (JournalWriter writer = JournalWriter.begin(journal, id, epoch, segmentBytes, head)) {
            for (int i = 0; i < events.size(); i += GROUP) {
                List<StoredEvent> group = events.subList(i, Math.min(events.size(), i + GROUP));
                ByteBuffer frame = GroupFrame.encode(epoch, head.position() + 1, writer.forced(), group);
                StoredEvent last = group.get(group.size() - 1);
                writer.makeRoom(frame.remaining(), head);
                writer.write(frame, last.position());
                writer.force();
                writer.show();
                head = new JournalHead(last.position(), last.hash());
            }
            if (events.get(events.size() - 1).typeCode() == EventType.ENGINE_CLOSED.code()) {
                writer.seal();
            }
        }
    }

    /** Puts half a group behind the end, as a power cut may leave it. */
    static void tear(Journal journal) throws IOException {
        List<Segment> all = journal.segments();
        Segment newest = all.get(all.size() - 1);
        ByteBuffer frame = GroupFrame.encodeSeal(newest.header().epoch(), 1, 0);
        try (DiskFile file = journal.disk()
                .openForWriting(journal.directory().resolve(newest.header().fileName()))) {
            file.write(frame.limit(frame.limit() / 2), newest.length());
        }
    }
}

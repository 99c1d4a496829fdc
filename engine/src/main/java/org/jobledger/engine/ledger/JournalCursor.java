package org.jobledger.engine.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.LedgerDamagedException;
import org.jspecify.annotations.Nullable;

/** Reads a journal from a position to its forced end, and goes on when the end has moved. One thread at a time. */
final class JournalCursor implements EventCursor {
    private final Journal journal;
    private final Deque<StoredEvent> ready = new ArrayDeque<>();
    private long wanted;
    private @Nullable SegmentReader reader;
    private @Nullable Segment current;
    private boolean onlyForm;

    JournalCursor(Journal journal, long firstPosition) {
        this.journal = journal;
        this.wanted = Math.max(1, firstPosition);
    }

    @Override
    public @Nullable StoredEvent next() {
        try {
            if (ready.isEmpty() && wanted <= journal.forcedPosition()) {
                fill();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be read at position " + wanted, e);
        }
        StoredEvent event = ready.poll();
        if (event != null) {
            wanted = event.position() + 1;
        }
        return event;
    }

    private void fill() throws IOException {
        Segment segment = segmentOf(wanted);
        if (reader == null
                || current == null
                || !current.header().fileName().equals(segment.header().fileName())) {
            close();
            reader = journal.reader(segment);
            onlyForm = false;
        } else if (segment.length() != current.length()) {
            reader.refresh();
        }
        current = segment;
        while (ready.isEmpty() && reader != null) {
            readGroup(reader, segment);
        }
    }

    private void readGroup(SegmentReader from, Segment segment) throws IOException {
        long at = from.offset();
        ByteBuffer frame = from.next(segment.length());
        GroupFrame head = frame == null ? null : GroupFrame.head(frame);
        if (frame == null || head == null || head.firstPosition() > wanted || head.seal()) {
            if (tryCompressed(segment)) {
                return;
            }
            throw new LedgerDamagedException(
                    "journal segment " + segment.header().fileName() + " is damaged at byte " + at + ": position "
                            + wanted + " cannot be read");
        }
        if (head.lastPosition() >= wanted) {
            head.events(frame).stream()
                    .filter(event -> event.position() >= wanted)
                    .forEach(ready::add);
        }
    }

    /** Begins the segment again from its compressed form, where it has not come to this before and there is one. */
    private boolean tryCompressed(Segment segment) throws IOException {
        Optional<SegmentReader> compressed = onlyForm ? Optional.empty() : journal.compressedReader(segment);
        onlyForm = true;
        if (compressed.isEmpty()) {
            return false;
        }
        close();
        reader = compressed.get();
        return true;
    }

    private Segment segmentOf(long position) {
        List<Segment> all = journal.segments();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).header().firstPosition() <= position) {
                return all.get(i);
            }
        }
        throw new LedgerDamagedException("no journal segment holds position " + position);
    }

    @Override
    public void close() {
        if (reader != null) {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            reader = null;
        }
    }
}

package org.jobledger.engine.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobledger.engine.LedgerDamagedException;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a ledger as its readers see it: the segments that are history, and how far it is forced.
 *
 * <p>Thread-safe. One {@link JournalWriter} may publish new ends; an inspected journal stays as it was found.
 */
public final class Journal implements ForcedLog {
    private final Disk disk;
    private final Path directory;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private List<Segment> segments;

    @GuardedBy("lock")
    private long forced;

    @GuardedBy("lock")
    private Runnable whenGrown = () -> {};

    private final @Nullable SegmentTail tail;

    private final long highestEpoch;
    private final List<String> cutOff;

    private Journal(Disk disk, Path directory, SegmentChain chain, List<Segment> segments, @Nullable SegmentTail tail) {
        this.highestEpoch = chain.highestEpoch();
        this.cutOff = chain.cutOff();
        this.forced = tail == null ? 0 : tail.lastPosition();
        this.disk = disk;
        this.directory = directory;
        this.segments = segments;
        this.tail = tail;
    }

    /**
     * Finds the history in a directory of segments. Nothing is written.
     *
     * @throws org.jobledger.engine.LedgerDamagedException if it is damaged in a way that shows without reading all of it
     */
    static Journal open(Disk disk, Path directory) throws IOException {
        // Read first: an owner who begins a segment meanwhile has it in place before it is written down.
        Optional<NewestSegment> newest = NewestSegment.read(disk, directory);
        Journal journal = open(disk, directory, SegmentChain.load(disk, directory));
        newest.ifPresent(known -> known.requireIn(directory, journal.segments(), journal.forcedPosition()));
        return journal;
    }

    private static Journal open(Disk disk, Path directory, SegmentChain chain) throws IOException {
        List<Segment> found = chain.segments();
        if (found.isEmpty()) {
            return new Journal(disk, directory, chain, found, null);
        }
        SegmentTail tail = SegmentTail.find(disk, directory, found.get(found.size() - 1));
        List<Segment> segments = new ArrayList<>(found.subList(0, found.size() - 1));
        segments.add(tail.segment());
        return new Journal(disk, directory, chain, List.copyOf(segments), tail);
    }

    /**
     * The same beside an owner who may be writing: what is read while it moves can look like damage, but does not look the same twice.
     *
     * @throws org.jobledger.engine.LedgerDamagedException if it is damaged
     */
    static Journal inspect(Disk disk, Path directory) throws IOException {
        String before = "";
        while (true) {
            try {
                return open(disk, directory);
            } catch (LedgerDamagedException | NoSuchFileException e) {
                String seen = String.valueOf(e.getMessage());
                if (seen.equals(before)) {
                    throw e;
                }
                before = seen;
            }
        }
    }

    /** How the newest segment was found at the opening, or null where there was none. */
    @Nullable
    SegmentTail tail() {
        return tail;
    }

    Disk disk() {
        return disk;
    }

    Path directory() {
        return directory;
    }

    /** The epoch of the newest segment, 0 where there is none. */
    long newestEpoch() {
        List<Segment> all = segments();
        return all.isEmpty() ? 0 : all.get(all.size() - 1).header().epoch();
    }

    /** The epoch of a new opening: one that no file, not even one whose creation was cut off, bears in its name. */
    long nextEpoch() {
        return highestEpoch + 1;
    }

    /** The names of the files whose creation was cut off before this opening. */
    List<String> cutOff() {
        return cutOff;
    }

    /** The identity that the segments carry, or null where there is none. */
    @Nullable
    UUID ledgerId() {
        List<Segment> all = segments();
        return all.isEmpty() ? null : all.get(0).header().ledgerId();
    }

    List<Segment> segments() {
        synchronized (lock) {
            return segments;
        }
    }

    /** Makes a new end known to readers. The newest segment is replaced by the ones given. */
    void publish(List<Segment> newSegments, long newForced) {
        Runnable told = () -> {};
        synchronized (lock) {
            if (newSegments.size() > segments.size()) {
                told = whenGrown;
            }
            segments = List.copyOf(newSegments);
            forced = newForced;
            lock.notifyAll();
        }
        told.run();
    }

    /** Has somebody told, on the writer's thread, whenever a segment is followed by another. */
    void whenGrown(Runnable listener) {
        synchronized (lock) {
            whenGrown = listener;
        }
    }

    @Override
    public long forcedPosition() {
        synchronized (lock) {
            return forced;
        }
    }

    @Override
    public boolean awaitForced(long beyondPosition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (lock) {
            while (forced <= beyondPosition) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                lock.wait(millis);
            }
            return true;
        }
    }

    @Override
    public EventCursor read(long firstPosition) {
        return new JournalCursor(this, firstPosition);
    }

    /**
     * Opens a segment for reading.
     *
     * @throws org.jobledger.engine.LedgerDamagedException if it is not there any more
     */
    SegmentReader reader(Segment segment) {
        try {
            return new SegmentReader(new SegmentFiles(disk, directory).open(segment));
        } catch (IOException e) {
            throw new UncheckedIOException("journal segment " + segment.header().fileName() + " cannot be opened", e);
        }
    }

    /** Opens the compressed form of a segment, if it has one. */
    Optional<SegmentReader> compressedReader(Segment segment) throws IOException {
        return new SegmentFiles(disk, directory)
                .compressed(segment.header().fileName())
                .map(SegmentReader::new);
    }
}

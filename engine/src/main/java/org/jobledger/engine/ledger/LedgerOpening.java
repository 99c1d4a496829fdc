package org.jobledger.engine.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.CopiedLedgerException;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.event.ClockJumped;
import org.jobledger.engine.event.EngineEvent;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.LedgerCreated;
import org.jobledger.engine.event.LedgerForked;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.TailCut;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens ledgers: to look at one, or as its owner, who begins a new epoch. For threads that nobody interrupts. */
final class LedgerOpening {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerOpening.class);

    /** After reading more than so many events, an opening takes a snapshot, so that the next one need not. */
    private static final long MANY_EVENTS = 10_000;

    private LedgerOpening() {}

    /** Opens the ledger of a directory, which an owner locks. */
    static Ledger open(LedgerSettings settings) {
        try {
            return settings.mode() == OpenMode.INSPECT ? inspect(settings) : own(settings);
        } catch (IOException e) {
            throw cannotOpen(settings, e);
        } catch (UncheckedIOException e) {
            throw cannotOpen(settings, new IOException(e.getMessage(), e));
        }
    }

    /** Opens it for an owner that is one already. */
    static Ledger open(LedgerSettings settings, Ownership ownership) {
        try {
            Ledger ledger = own(settings, made(settings), ownership);
            ledger.compressInBackground();
            return ledger;
        } catch (IOException e) {
            throw cannotOpen(settings, e);
        }
    }

    private static JobLedgerException cannotOpen(LedgerSettings settings, IOException e) {
        return DiskFailure.told("the ledger " + settings.directory() + " cannot be opened", e);
    }

    private static LedgerDirectory made(LedgerSettings settings) throws IOException {
        Path path = settings.directory();
        makeDirectories(settings.disk(), path);
        LedgerDirectory directory = new LedgerDirectory(path);
        directory.requireOurs(settings.disk());
        return directory;
    }

    private static void makeDirectories(Disk disk, Path path) throws IOException {
        Path above = path.getParent();
        if (above != null) {
            makeDirectories(disk, above);
            disk.makeDirectory(path);
        }
    }

    private static Ledger inspect(LedgerSettings settings) throws IOException {
        return inspect(settings, LedgerDirectory.forInspection(settings.directory(), settings.disk()));
    }

    /** Reads what is in a directory. */
    static Ledger inspect(LedgerSettings settings, LedgerDirectory directory) throws IOException {
        Journal journal = Journal.inspect(settings.disk(), directory.journal());
        LiveState live = new LiveState();
        Replay.run(journal, new SnapshotFile(settings.disk(), directory.path()).read(journal), live);
        return new Ledger(directory, journal, live, journal.newestEpoch(), null);
    }

    private static Ledger own(LedgerSettings settings) throws IOException {
        LedgerDirectory directory = LedgerDirectory.forOwner(settings.directory(), settings.disk());
        requireNoCopy(settings, directory);
        DirectoryLock lock = DirectoryLock.take(directory.path());
        try {
            Ledger ledger = own(settings, directory, lock);
            ledger.compressInBackground();
            return ledger;
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** Goes on with what is in a directory that this process owns. */
    static Ledger own(LedgerSettings settings, LedgerDirectory directory, Ownership lock) throws IOException {
        if (!directory.exists(settings.disk())) {
            directory.create(settings.disk());
        }
        directory.forceEntries(settings.disk());
        FoundHistory found = FoundHistory.of(settings, directory);
        LiveState live = found.live();
        JournalHead head = found.replay().head();
        String place = settings.disk().identity(directory.journal());
        List<EngineEvent> opening = fork(settings, directory, live, place);
        long epoch = found.journal().nextEpoch();
        JournalWriter writer =
                JournalWriter.begin(found.journal(), found.ledgerId(), epoch, settings.segmentBytes(), head);
        SnapshotTaker snapshots = new SnapshotTaker(new SnapshotFile(settings.disk(), directory.path()));
        if (found.replay().read() > MANY_EVENTS) {
            // Not before what was read is durable: a snapshot is never ahead of the journal.
            snapshots.take(live.capture(head, found.replay().lastMicros()));
        }
        List<RepairNote> repairs = RepairNote.unrecordedIn(settings.disk(), directory.journal());
        LedgerTime time = new LedgerTime(settings.clock(), found.replay().lastMicros());
        Optional<ClockJumped> jump = time.open();
        live.writtenAt(place);
        Appender appender =
                new Appender(writer, live, new EventSealer(epoch, time), lock, settings.durability(), snapshots, head);
        appender.start();
        Ledger ledger = new Ledger(directory, found.journal(), live, epoch, new Ledger.Owning(appender, lock, repairs));
        try {
            opening.addAll(opened(settings, place, found, jump));
            repairs.forEach(repair -> opening.add(repair.event()));
            opening.addAll(ledger.lateWrites(place));
            ledger.append(new LedgerCommand.Note(opening));
            markRecorded(settings, directory, repairs);
        } catch (RuntimeException e) {
            appender.close();
            throw e;
        }
        return ledger;
    }

    /** Refuses a copy before anything in its directory is touched. Where it cannot be known yet, it is refused when it is: see {@link #fork}. */
    private static void requireNoCopy(LedgerSettings settings, LedgerDirectory directory) throws IOException {
        if (settings.adopt() || !directory.exists(settings.disk())) {
            return;
        }
        String place = settings.disk().identity(directory.journal());
        Optional<String> last = LastPlace.read(settings.disk(), directory.journal());
        if (!place.isEmpty() && last.isPresent() && !last.get().equals(place)) {
            throw copied(directory, last.get(), place);
        }
    }

    private static CopiedLedgerException copied(LedgerDirectory directory, String lastPlace, String place) {
        return new CopiedLedgerException("the ledger " + directory.path() + " is a copy: it was last written at "
                + lastPlace + " and lies at " + place + " now; adopt it to make it a ledger of its own");
    }

    /** Refuses a copy, unless it is adopted, which is an event. */
    private static List<EngineEvent> fork(
            LedgerSettings settings, LedgerDirectory directory, LiveState live, String place) {
        if (live.place().isEmpty() || place.isEmpty() || live.place().equals(place)) {
            return new ArrayList<>();
        }
        if (!settings.adopt()) {
            throw copied(directory, live.place(), place);
        }
        return new ArrayList<>(List.of(new LedgerForked(live.place(), place)));
    }

    private static List<EngineEvent> opened(
            LedgerSettings settings, String place, FoundHistory found, Optional<ClockJumped> jump) {
        List<EngineEvent> events = new ArrayList<>();
        if (found.replay().head().position() == 0) {
            events.add(new LedgerCreated(found.ledgerId().toString(), LedgerDirectory.FORMAT));
        }
        @Nullable SegmentTail tail = found.journal().tail();
        events.add(new EngineOpened(
                settings.mode(),
                settings.durability(),
                ProcessHandle.current().pid(),
                DirectoryLock.host(),
                tail == null || tail.sealed(),
                place));
        if (tail != null && tail.torn()) {
            events.add(new TailCut(
                    tail.segment().header().fileName(), tail.segment().length(), tail.lastPosition()));
        }
        jump.ifPresent(events::add);
        return events;
    }

    private static void markRecorded(LedgerSettings settings, LedgerDirectory directory, List<RepairNote> repairs) {
        try {
            for (RepairNote repair : repairs) {
                repair.markRecorded(settings.disk(), directory.journal());
            }
        } catch (IOException e) {
            LOG.warn("a repair will be recorded again at the next opening: {}", e.getMessage());
        }
    }
}

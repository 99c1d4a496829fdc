package org.jobledger.engine.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobledger.engine.CopiedLedgerException;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.event.ClockJumped;
import org.jobledger.engine.event.EngineClosed;
import org.jobledger.engine.event.EngineEvent;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.LedgerCreated;
import org.jobledger.engine.event.LedgerForked;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.TailCut;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open ledger: the journal, its appender, and the live state that the journal says. Thread-safe.
 *
 * <p>An inspected ledger has no appender and no lock; its state is that of the moment of opening.
 */
public final class Ledger implements CommandLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /** After reading more than so many events, an opening takes a snapshot, so that the next one need not. */
    private static final long MANY_EVENTS = 10_000;

    private final LedgerDirectory directory;
    private final Journal journal;
    private final LiveState live;
    private final long epoch;
    private final @Nullable Appender appender;
    private final @Nullable Ownership lock;
    private final AtomicBoolean sealed = new AtomicBoolean();
    private final @Nullable CompressionThread compression;
    private List<String> repairs = List.of();
    private final ShownLog shown;

    private Ledger(
            LedgerDirectory directory,
            Journal journal,
            LiveState live,
            long epoch,
            @Nullable Appender appender,
            @Nullable Ownership lock) {
        this.directory = directory;
        this.journal = journal;
        this.live = live;
        this.epoch = epoch;
        this.appender = appender;
        this.lock = lock;
        this.compression = lock == null ? null : new CompressionThread(journal, lock);
        this.shown = new ShownLog(journal);
        live.whenShown(shown::show);
    }

    /**
     * Opens a ledger; an owner makes it where it is missing, and begins a new epoch.
     *
     * @throws JobLedgerException as {@link org.jobledger.engine.EngineConfig.Builder#open()} says
     */
    public static Ledger open(LedgerSettings settings) {
        return Uninterrupted.get("jobledger-opener", () -> openHere(settings));
    }

    /**
     * The same as its owner on a disk that no other process sees, so that it needs no lock of the operating system. The directory is made
     * where it is missing.
     *
     * @param ownership asked before each group and after it
     */
    public static Ledger open(LedgerSettings settings, Ownership ownership) {
        return Uninterrupted.get("jobledger-opener", () -> {
            try {
                Ledger ledger = own(settings, made(settings), ownership);
                ledger.compressInBackground();
                return ledger;
            } catch (IOException e) {
                throw cannotOpen(settings, e);
            }
        });
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

    private static Ledger openHere(LedgerSettings settings) {
        try {
            return settings.mode() == OpenMode.INSPECT ? inspect(settings) : own(settings);
        } catch (IOException e) {
            throw cannotOpen(settings, e);
        } catch (UncheckedIOException e) {
            throw cannotOpen(settings, new IOException(e.getMessage(), e));
        }
    }

    private static JobLedgerException cannotOpen(LedgerSettings settings, IOException e) {
        return DiskFailure.told("the ledger " + settings.directory() + " cannot be opened", e);
    }

    private static Ledger inspect(LedgerSettings settings) throws IOException {
        return inspect(settings, LedgerDirectory.forInspection(settings.directory(), settings.disk()));
    }

    /** Reads what is in a directory. */
    static Ledger inspect(LedgerSettings settings, LedgerDirectory directory) throws IOException {
        Journal journal = Journal.inspect(settings.disk(), directory.journal());
        LiveState live = new LiveState();
        Replay.run(journal, new SnapshotFile(settings.disk(), directory.path()).read(journal), live);
        return new Ledger(directory, journal, live, journal.newestEpoch(), null, null);
    }

    private static Ledger own(LedgerSettings settings) throws IOException {
        LedgerDirectory directory = LedgerDirectory.forOwner(settings.directory(), settings.disk());
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
        if (settings.fullCheck()) {
            repair(settings, directory);
        }
        Journal journal = Journal.open(settings.disk(), directory.journal());
        UUID known = journal.ledgerId();
        if (known == null && directory.hasTables(settings.disk())) {
            throw new LedgerDamagedException(
                    "the journal of " + directory.path() + " has no segment, but its tables are there");
        }
        UUID id = known == null ? UUID.randomUUID() : known;
        LiveState live = new LiveState();
        SnapshotFile snapshots = new SnapshotFile(settings.disk(), directory.path());
        Optional<Snapshot> snapshot = snapshots.readCovered(journal);
        Replay replay = Replay.run(journal, settings.fullCheck() ? Optional.empty() : snapshot, live);
        SnapshotTaker taker = new SnapshotTaker(snapshots);
        String place = settings.disk().identity(directory.journal());
        boolean copied = isCopy(live.place(), place);
        if (copied && !settings.adopt()) {
            throw new CopiedLedgerException("the ledger " + directory.path() + " is a copy: it was last written at "
                    + live.place() + " and lies at " + place + " now; adopt it to make it a ledger of its own");
        }
        List<EngineEvent> fork = copied ? List.of(new LedgerForked(live.place(), place)) : List.of();
        long epoch = journal.nextEpoch();
        SegmentTail tail = journal.tail();
        JournalWriter writer = JournalWriter.begin(journal, id, epoch, settings.segmentBytes(), replay.head());
        if (replay.read() > MANY_EVENTS) {
            // Not before what was read is durable: a snapshot is never ahead of the journal.
            taker.take(live.capture(replay.head(), replay.lastMicros()));
        }
        List<RepairNote> repairs = RepairNote.unrecordedIn(settings.disk(), directory.journal());
        LedgerTime time = new LedgerTime(settings.clock(), replay.lastMicros());
        Optional<ClockJumped> jump = time.open();
        live.writtenAt(place);
        Appender appender = new Appender(
                writer, live, new EventSealer(epoch, time), lock, settings.durability(), taker, replay.head());
        appender.start();
        Ledger ledger = new Ledger(directory, journal, live, epoch, appender, lock);
        ledger.repairs = repairs.stream().map(RepairNote::toString).toList();
        try {
            List<EngineEvent> opening = new ArrayList<>(fork);
            opening.addAll(ledger.opening(settings, place, id, replay.head(), tail, jump));
            repairs.forEach(repair -> opening.add(repair.event()));
            opening.addAll(LateWrites.opened(
                    ledger.lateKey(place), late -> ledger.appendLazily(new LedgerCommand.Note(List.of(late)))));
            ledger.append(new LedgerCommand.Note(opening));
            markRecorded(settings, directory, repairs);
        } catch (RuntimeException e) {
            appender.close();
            throw e;
        }
        return ledger;
    }

    private static void repair(LedgerSettings settings, LedgerDirectory directory) throws IOException {
        try (RowProof proof = RowProof.of(directory.path())) {
            JournalRepair.run(settings.disk(), directory.journal(), proof).forEach(repair -> LOG.warn("{}", repair));
        }
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

    private static boolean isCopy(String before, String now) {
        return !before.isEmpty() && !now.isEmpty() && !before.equals(now);
    }

    private List<EngineEvent> opening(
            LedgerSettings settings,
            String place,
            UUID id,
            JournalHead head,
            @Nullable SegmentTail tail,
            Optional<ClockJumped> jump) {
        List<EngineEvent> events = new ArrayList<>();
        if (head.position() == 0) {
            events.add(new LedgerCreated(id.toString(), LedgerDirectory.FORMAT));
        }
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

    @Override
    public CompletableFuture<Appended> appendAsync(LedgerCommand command) {
        CompletableFuture<Appended> answer = requireAppender().submit(command, false);
        if (sealed.get()) {
            lateIfRefused(command, answer);
        }
        return answer;
    }

    @Override
    public List<CompletableFuture<Appended>> appendAsync(List<LedgerCommand> commands) {
        List<CompletableFuture<Appended>> answers = requireAppender().submit(commands);
        for (int i = 0; sealed.get() && i < answers.size(); i++) {
            lateIfRefused(commands.get(i), answers.get(i));
        }
        return answers;
    }

    private void lateIfRefused(LedgerCommand command, CompletableFuture<Appended> answer) {
        if (answer.isCompletedExceptionally()) {
            LateWrites.refused(lateKey(live.place()), command);
        }
    }

    /** What names this ledger in this process: an inode alone would be that of another file system, too. */
    private String lateKey(String place) {
        return place.isEmpty() ? "" : directory.path() + " " + place;
    }

    @Override
    public void appendLazily(LedgerCommand command) {
        CompletableFuture<Appended> unheard = requireAppender()
                .submit(command, true)
                .whenComplete((done, refusal) -> {
                    if (refusal != null) {
                        LOG.debug("not appended: {}", command, refusal);
                    }
                });
        LOG.trace("appending at leisure: {} {}", command, unheard);
    }

    private Appender requireAppender() {
        if (appender == null) {
            throw new LedgerClosedException("the ledger " + directory.path() + " was opened only to inspect it");
        }
        return appender;
    }

    @Override
    public LiveState live() {
        return live;
    }

    /** The durable log, for readers. */
    public ForcedLog log() {
        return journal;
    }

    /**
     * The durable log as it is now, also where it is another process that writes it.
     *
     * @throws LedgerDamagedException if it was damaged since the opening
     */
    public ForcedLog latestLog() {
        if (owned()) {
            return journal;
        }
        try {
            return Journal.inspect(journal.disk(), journal.directory());
        } catch (IOException e) {
            throw DiskFailure.told("the journal " + journal.directory() + " cannot be read", e);
        }
    }

    /** The durable log as far as {@link #live()} shows it, for listeners. */
    public ForcedLog shownLog() {
        return shown;
    }

    /** The directory, as it really is. */
    public Path directory() {
        return directory.path();
    }

    /** The repairs that were recorded at this opening, in one sentence each. */
    public List<String> repairs() {
        return repairs;
    }

    /** The number of this opening; of the last one where the ledger is inspected. */
    public long epoch() {
        return epoch;
    }

    /** False where the ledger is only inspected and nobody owns it, so that its unfinished jobs rest. */
    public boolean worked() {
        return owned() || OwnerNote.read(directory.path()).map(OwnerNote::lives).orElse(false);
    }

    @Override
    public boolean owned() {
        return appender != null;
    }

    private void compressInBackground() {
        if (compression != null) {
            compression.start();
        }
    }

    /** Notes the closing and seals the journal: nothing is written any more, but the directory is still ours. Done twice, it does nothing. */
    public void seal() {
        if (appender == null || compression == null || !sealed.compareAndSet(false, true)) {
            return;
        }
        LateWrites.closed(lateKey(live.place()));
        compression.close();
        try {
            append(new LedgerCommand.Note(List.of(new EngineClosed(live.jobs().size()))));
        } catch (JobLedgerException e) {
            LOG.debug("the closing could not be noted", e);
        } finally {
            // Whatever happened, nobody may write any more when the lock is free.
            appender.close();
        }
    }

    /** Seals the journal and frees the directory. */
    @Override
    public void close() {
        seal();
        if (lock != null) {
            free(lock);
        }
    }

    private static void free(Ownership lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new LedgerClosedException("the lock could not be freed: " + e.getMessage(), e);
        }
    }
}

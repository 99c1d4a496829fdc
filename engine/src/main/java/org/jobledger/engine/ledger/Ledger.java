package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.LedgerInUseException;
import org.jobledger.engine.event.EngineClosed;
import org.jobledger.engine.event.EngineEvent;
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

    private final LedgerDirectory directory;
    private final Journal journal;
    private final LiveState live;
    private final long epoch;
    private final @Nullable Appender appender;
    private final @Nullable Ownership lock;
    private final AtomicBoolean sealed = new AtomicBoolean();
    private final @Nullable CompressionThread compression;
    private final List<String> repairs;
    private final ShownLog shown;
    // One object, by which this owner is told from its successor.
    private final Consumer<EngineEvent> lateRecorder = this::recordLate;
    private final LoneCaller callers = new LoneCaller();

    /**
     * What an owner has besides what everybody sees.
     *
     * @param appender the thread that writes
     * @param lock what makes it the owner
     * @param repairs what was made again in the journal before
     */
    record Owning(Appender appender, Ownership lock, List<RepairNote> repairs) {}

    /** A ledger that was opened; one without an owner is only looked at. */
    Ledger(LedgerDirectory directory, Journal journal, LiveState live, long epoch, @Nullable Owning owning) {
        this.directory = directory;
        this.journal = journal;
        this.live = live;
        this.epoch = epoch;
        this.appender = owning == null ? null : owning.appender();
        this.lock = owning == null ? null : owning.lock();
        this.repairs = owning == null
                ? List.of()
                : owning.repairs().stream().map(RepairNote::toString).toList();
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
        return Uninterrupted.get("jobledger-opener", () -> LedgerOpening.open(settings));
    }

    /**
     * The same as its owner on a disk that no other process sees, so that it needs no lock of the operating system. The directory is made
     * where it is missing.
     *
     * @param ownership asked before each group and after it
     */
    public static Ledger open(LedgerSettings settings, Ownership ownership) {
        return Uninterrupted.get("jobledger-opener", () -> LedgerOpening.open(settings, ownership));
    }

    @Override
    public CompletableFuture<Appended> appendAsync(LedgerCommand command) {
        CompletableFuture<Appended> answer = requireAppender().submit(command, false);
        lateIfRefused(command, answer);
        return answer;
    }

    @Override
    public List<CompletableFuture<Appended>> appendAsync(List<LedgerCommand> commands) {
        List<CompletableFuture<Appended>> answers = requireAppender().submit(commands);
        for (int i = 0; i < answers.size(); i++) {
            lateIfRefused(commands.get(i), answers.get(i));
        }
        return answers;
    }

    /** While the ledger is being sealed the refusal may come a moment later. */
    private void lateIfRefused(LedgerCommand command, CompletableFuture<Appended> answer) {
        if (sealed.get()) {
            CompletableFuture<Appended> unheard = answer.whenComplete((done, refusal) -> {
                if (refusal instanceof LedgerClosedException || refusal instanceof LedgerInUseException) {
                    LateWrites.refused(lateKey(live.place()), command);
                }
            });
            LOG.trace("written while the ledger is closed: {} {}", command, unheard);
        }
    }

    @Override
    public Appended await(CompletableFuture<Appended> answer) {
        callers.begins(answer);
        try {
            return CommandLog.super.await(answer);
        } finally {
            callers.ends();
        }
    }

    /** Begins to hear of late writes, and gives those that came since the last opening by this process. */
    List<EngineEvent> lateWrites(String place) {
        return LateWrites.opened(lateKey(place), lateRecorder);
    }

    private void recordLate(EngineEvent late) {
        appendLazily(new LedgerCommand.Note(List.of(late)));
    }

    /** What names this ledger in this process: an inode alone would be that of another file system, too. */
    private String lateKey(String place) {
        return place.isEmpty() ? "" : directory.path() + " " + place;
    }

    @Override
    public void appendLazily(LedgerCommand command) {
        CompletableFuture<Appended> answer = requireAppender().submit(command, true);
        lateIfRefused(command, answer);
        CompletableFuture<Appended> unheard = answer.whenComplete((done, refusal) -> {
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

    /** Begins to compress closed segments; an inspected ledger never does. */
    void compressInBackground() {
        if (compression != null) {
            compression.start();
        }
    }

    /** Notes the closing and seals the journal: nothing is written any more, but the directory is still ours. Done twice, it does nothing. */
    public void seal() {
        if (appender == null || compression == null || !sealed.compareAndSet(false, true)) {
            return;
        }
        LateWrites.closed(lateKey(live.place()), lateRecorder);
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

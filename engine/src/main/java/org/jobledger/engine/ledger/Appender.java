package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.LedgerInUseException;
import org.jobledger.engine.OutcomeUnknownException;
import org.jobledger.engine.event.Durability;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes the ledger.
 *
 * <p>It takes what has arrived, decides it on the pending state, writes the events as one group, forces it once, lets readers see the new
 * state and acknowledges. What arrives meanwhile is the next group (group commit). Commands that nobody waits for are held back until
 * somebody waits, at most {@link #LONGEST_HOLD_NANOS}. Nobody interrupts the thread.
 *
 * <p>A full disk, or one that makes no room for another reason, refuses the group before anything is promised and the appender goes on. Any other failure of the disk, and the loss of
 * the directory's lock, end it: those whose events may have been written are told that the outcome is unknown, all others that the ledger
 * is closed. A force that failed is never tried again, as the second one would succeed without having written anything.
 */
final class Appender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final long LONGEST_HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SNAPSHOT_EVERY = 100_000;
    private static final int LARGEST_GROUP = 4096;
    private static final long LARGEST_GROUP_BYTES = 4L * 1024 * 1024;

    private record Request(@Nullable LedgerCommand command, boolean lazy, CompletableFuture<Appended> answer) {}

    private final JournalWriter writer;
    private final LiveState live;
    private final EventSealer sealer;
    private final Ownership ownership;
    private final Durability durability;
    private final SnapshotTaker snapshots;
    private final Arrivals<Request> arrivals = new Arrivals<>();
    private final Gathering gathering = new Gathering();
    private final List<Request> held = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "jobledger-appender");
    private JournalHead head;
    private long lastSnapshot;
    private long heldSince;
    private volatile @Nullable JobLedgerException ended;

    Appender(
            JournalWriter writer,
            LiveState live,
            EventSealer sealer,
            Ownership ownership,
            Durability durability,
            SnapshotTaker snapshots,
            JournalHead head) {
        this.writer = writer;
        this.live = live;
        this.sealer = sealer;
        this.ownership = ownership;
        this.durability = durability;
        this.snapshots = snapshots;
        this.head = head;
        this.lastSnapshot = head.position();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Asks for a command to be carried out.
     *
     * @param lazy true where nobody waits for it: it may be written up to a second later, in its order
     * @return its outcome, completed when it is durable, or exceptionally with a {@link JobLedgerException}
     */
    CompletableFuture<Appended> submit(LedgerCommand command, boolean lazy) {
        CompletableFuture<Appended> answer = new CompletableFuture<>();
        enqueue(List.of(new Request(command, lazy, answer)));
        return answer;
    }

    /** The same for several that come at once, and so into one group where it has room. */
    List<CompletableFuture<Appended>> submit(List<LedgerCommand> commands) {
        List<Request> requests = commands.stream()
                .map(command -> new Request(command, false, new CompletableFuture<>()))
                .toList();
        enqueue(requests);
        return requests.stream().map(Request::answer).toList();
    }

    private void enqueue(List<Request> requests) {
        arrivals.add(requests);
        JobLedgerException end = ended;
        if (end != null) {
            refuseArrived(end);
        }
    }

    private void refuseArrived(JobLedgerException why) {
        arrivals.take().forEach(request -> request.answer().completeExceptionally(why));
    }

    /** Carries out what was submitted before, seals the journal and ends. */
    @Override
    public void close() {
        CompletableFuture<Appended> answer = new CompletableFuture<>();
        enqueue(List.of(new Request(null, false, answer)));
        answer.exceptionally(alreadyEnded -> null).join();
    }

    private void run() {
        try {
            while (ended == null) {
                List<Request> batch = take();
                if (!batch.isEmpty()) {
                    carryOut(batch);
                }
            }
        } catch (Throwable e) {
            LOG.error("the appender ended", e);
            end(new LedgerClosedException("the ledger is closed: its appender ended by " + e, e));
            throw e;
        } finally {
            closeWriter();
        }
    }

    private void closeWriter() {
        try {
            writer.close();
        } catch (IOException e) {
            LOG.debug("the segment could not be closed", e);
        }
    }

    /** The requests of the next group; none where nobody waits for those that came. */
    private List<Request> take() {
        gather();
        arrivals.await(held.isEmpty() ? Long.MAX_VALUE : heldSince + LONGEST_HOLD_NANOS - System.nanoTime());
        if (Thread.interrupted()) {
            LOG.warn("somebody interrupted the appender; it goes on");
        }
        List<Request> arrived = arrivals.take();
        if (held.isEmpty()) {
            heldSince = System.nanoTime();
        }
        held.addAll(arrived);
        boolean due = held.size() >= LARGEST_GROUP || System.nanoTime() - heldSince >= LONGEST_HOLD_NANOS;
        if (!due && arrived.stream().allMatch(Request::lazy)) {
            return List.of();
        }
        List<Request> batch = List.copyOf(held);
        held.clear();
        return batch;
    }

    private void gather() {
        int expected = gathering.expected();
        if (expected > 1) {
            arrivals.await(expected, gathering.patienceNanos());
            gathering.waited(arrivals.size());
        }
    }

    private void carryOut(List<Request> batch) {
        int from = 0;
        try {
            while (from < batch.size() && ended == null) {
                from = carryOutSome(batch, from);
            }
        } catch (RuntimeException | Error e) {
            OutcomeUnknownException unknown = new OutcomeUnknownException("the appender ended by " + e, e);
            batch.forEach(request -> request.answer().completeExceptionally(unknown));
            throw e;
        }
        JobLedgerException end = ended;
        if (end != null) {
            batch.subList(from, batch.size())
                    .forEach(request -> request.answer().completeExceptionally(end));
        }
    }

    /** Carries out requests as one group, as many as fit; gives the index of the first that did not. */
    private int carryOutSome(List<Request> batch, int from) {
        PendingGroup group = new PendingGroup(live, sealer, head);
        List<PendingAnswer> answers = new ArrayList<>();
        sealer.tick().ifPresent(jump -> group.add(new LedgerCommand.Note(List.of(jump))));
        int next = from;
        boolean closing = false;
        while (next < batch.size()
                && !closing
                && next - from < LARGEST_GROUP
                && group.payloadBytes() < LARGEST_GROUP_BYTES) {
            Request request = batch.get(next++);
            LedgerCommand command = request.command();
            if (command == null) {
                closing = true;
                answers.add(PendingAnswer.of(
                        request.answer(), new Appended(group.head().position(), null)));
            } else {
                answers.add(decide(group, command, request.answer()));
            }
        }
        boolean durable = write(group, answers);
        if (closing && ended == null) {
            seal();
        }
        if (durable) {
            gathering.told(answers.size(), arrivals.size());
            answers.forEach(answer -> answer.give(group));
        }
        return next;
    }

    private static PendingAnswer decide(PendingGroup group, LedgerCommand command, CompletableFuture<Appended> answer) {
        try {
            return PendingAnswer.of(answer, group.add(command));
        } catch (RuntimeException e) {
            return PendingAnswer.failed(answer, e);
        }
    }

    /** Makes the group durable and visible; false where it was refused, in which case everybody was told. */
    private boolean write(PendingGroup group, List<PendingAnswer> answers) {
        if (group.events().isEmpty()) {
            return true;
        }
        try {
            ownership.require();
            writer.makeRoom(group.frameBytes(), head);
        } catch (NoRoomException e) {
            refuse(answers, DiskFailure.told("nothing was appended", e));
            return false;
        } catch (LedgerInUseException e) {
            end(e);
            refuse(answers, e);
            return false;
        } catch (IOException e) {
            JobLedgerException closed = cannotWrite(e);
            end(closed);
            refuse(answers, closed);
            return false;
        }
        return force(group, answers);
    }

    private static void refuse(List<PendingAnswer> answers, JobLedgerException why) {
        answers.forEach(answer -> answer.fail(why));
    }

    private static JobLedgerException cannotWrite(IOException e) {
        LOG.error("the journal cannot be written", e);
        return new LedgerClosedException(
                "the ledger is closed: its journal could not be written (" + e.getMessage() + ")", e);
    }

    private boolean force(PendingGroup group, List<PendingAnswer> answers) {
        ByteBuffer frame = GroupFrame.encode(sealer.epoch(), head.position() + 1, writer.forced(), group.events());
        long position = group.head().position();
        FlightGroupCommit commit = new FlightGroupCommit();
        commit.begin();
        try {
            writer.write(frame, position);
            if (durability == Durability.POWER_LOSS) {
                long begin = System.nanoTime();
                writer.force();
                gathering.forced(System.nanoTime() - begin);
            }
            commit.done(group, sealer.epoch(), durability == Durability.POWER_LOSS);
            // Asked again: while this thread stood still the ledger may have passed to another owner, who does not know
            // this group.
            ownership.require();
        } catch (IOException e) {
            end(cannotWrite(e));
            unknown(position, answers, e);
            return false;
        } catch (LedgerInUseException e) {
            end(e);
            unknown(position, answers, e);
            return false;
        }
        writer.show();
        head = group.head();
        group.publish();
        takeSnapshotIfDue();
        return true;
    }

    /** A snapshot is never ahead of what is durable. Where groups are not forced, those before it are. */
    private void takeSnapshotIfDue() {
        if (head.position() - lastSnapshot < SNAPSHOT_EVERY) {
            return;
        }
        lastSnapshot = head.position();
        try {
            writer.force();
            snapshots.take(live.capture(head, sealer.nowMicros()));
        } catch (IOException e) {
            end(cannotWrite(e));
        }
    }

    private void unknown(long position, List<PendingAnswer> answers, Exception e) {
        refuse(
                answers,
                new OutcomeUnknownException(
                        "writing positions " + (head.position() + 1) + " to " + position + " failed (" + e.getMessage()
                                + "); re-open the ledger to see whether they are in it",
                        e));
    }

    private void seal() {
        try {
            ownership.require();
            writer.seal();
            snapshots.takeNow(live.capture(head, sealer.nowMicros()));
        } catch (IOException | LedgerInUseException e) {
            LOG.warn("the journal could not be sealed; the next opening will find its end by reading", e);
        }
        end(new LedgerClosedException("the ledger is closed"));
    }

    private void end(JobLedgerException why) {
        ended = why;
        held.forEach(request -> request.answer().completeExceptionally(why));
        held.clear();
        refuseArrived(why);
    }
}

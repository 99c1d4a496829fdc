package org.jobledger.engine.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.state.JobState;

/**
 * A log of commands in memory: decides each as the appender does, at once and on the thread that asks, and writes nothing. What it says
 * outlives what was made on it, as a disk outlives a process. For one thread.
 */
public final class InstantLedger implements CommandLog {
    private final LedgerTime time;
    private final List<EventSealer> sealers = new ArrayList<>();
    private final Map<Long, JobState> ended = new HashMap<>();
    private LiveState live = new LiveState();
    private JournalHead head = JournalHead.GENESIS;
    private int epoch = 1;

    /** An empty log in its first epoch. */
    public InstantLedger(EngineClock clock) {
        time = new LedgerTime(clock, 0);
    }

    /** Forgets everything. */
    public void clear() {
        live = new LiveState();
        head = JournalHead.GENESIS;
        ended.clear();
        epoch = 1;
    }

    /** Another owner begins. */
    public void nextEpoch() {
        epoch++;
    }

    /** A job as it ended, or null. */
    public JobState ended(long id) {
        return ended.get(id);
    }

    private EventSealer sealer() {
        while (sealers.size() < epoch) {
            sealers.add(new EventSealer(sealers.size() + 1L, time));
        }
        return sealers.get(epoch - 1);
    }

    @Override
    public CompletableFuture<Appended> appendAsync(LedgerCommand command) {
        EventSealer sealer = sealer();
        boolean unused = sealer.tick().isPresent();
        PendingGroup group = new PendingGroup(live, sealer, head);
        try {
            Appended appended = group.add(command);
            publish(group);
            appended.jobs().stream().filter(job -> job.status().ended()).forEach(job -> ended.put(job.id(), job));
            return CompletableFuture.completedFuture(group.published(appended));
        } catch (RuntimeException refused) {
            publish(group);
            return CompletableFuture.failedFuture(refused);
        }
    }

    private void publish(PendingGroup group) {
        head = group.head();
        group.publish();
    }

    @Override
    public void appendLazily(LedgerCommand command) {
        boolean unused = appendAsync(command).isDone();
    }

    @Override
    public LiveState live() {
        return live;
    }

    @Override
    public boolean owned() {
        return true;
    }
}

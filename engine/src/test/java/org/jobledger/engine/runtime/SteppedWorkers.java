package org.jobledger.engine.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.StaleWorkerException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.kit.VirtualClock;
import org.jobledger.engine.ledger.InstantLedger;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/**
 * Workers whose handlers are called and answer when the driver says so, all on its one thread; what would be done on other threads is done
 * when it comes to that.
 */
final class SteppedWorkers {
    private static final String DRIVER = "driver";

    private final InstantLedger ledger;
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final Map<Long, Stay> stays = new TreeMap<>();
    private final JobSteps steps;
    private final Workers workers;

    /** The stay of a job with a worker: where it is, and what is told when it is over. */
    private record Stay(JobSteps.Call call, RunQueue.Slot slot, Consumer<@Nullable JobState> over) {}

    /** Nobody works yet. */
    SteppedWorkers(InstantLedger ledger, VirtualClock clock) {
        this.ledger = ledger;
        this.steps = new JobSteps(ledger, clock);
        this.workers = new Workers(ledger, NaiveJobs.PLACES, clock, new DriversThreads(), this::run);
    }

    Workers workers() {
        return workers;
    }

    /** The process ends. */
    void crash() {
        workers.stop(Duration.ZERO, () -> {});
    }

    /** Does what would be done on other threads by now; whether there was anything. */
    boolean settle() {
        boolean any = false;
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
            any = true;
        }
        return any;
    }

    /** Threads that do what they are given when the driver comes to it. */
    private final class DriversThreads implements JobThreads {
        @Override
        public Kept keep() {
            return new Kept() {
                @Override
                public String name() {
                    return DRIVER;
                }

                @Override
                public void run(Runnable task) {
                    threads.add(task);
                }

                @Override
                public void giveBack() {}
            };
        }

        @Override
        public void execute(Runnable task) {
            threads.add(task);
        }
    }

    private boolean run(LiveJob job, RunQueue.Slot slot, Consumer<@Nullable JobState> over) {
        return take(slot, over, steps.first(job, ends(job, slot)));
    }

    private JobSteps.Ends ends(LiveJob job, RunQueue.Slot slot) {
        return new Succession(ledger, job, slot, DRIVER);
    }

    private boolean take(RunQueue.Slot slot, Consumer<@Nullable JobState> over, JobSteps.Step step) {
        if (step instanceof JobSteps.Call call) {
            stays.put(call.live().id(), new Stay(call, slot, over));
            if (call.part() != JobSteps.Part.UNDO) {
                call.live().handlerBegins();
            }
            return false;
        }
        over.accept(((JobSteps.Over) step).after());
        return true;
    }

    /** A handler that is called does something. */
    void handler(long id, LifeStep.Handler what) throws Exception {
        Stay stay = stays.get(id);
        boolean works = stay.call().part() == JobSteps.Part.WORK;
        switch (what.act()) {
            case RETURN -> returned(stay, new Outcome.Returned(Document.empty()));
            case THROW -> returned(stay, new Outcome.Threw(new IOException("thrown")));
            case LOOK -> {
                if (works) {
                    try {
                        stay.call().context().checkAbort();
                    } catch (JobAbortedException stopped) {
                        returned(stay, new Outcome.Threw(stopped));
                    }
                }
            }
            case CHECKPOINT -> {
                if (works) {
                    try {
                        stay.call().context().checkpoint(Document.empty(), Forcing.NOTHING);
                    } catch (StaleWorkerException abandoned) {
                        // As it should.
                    }
                }
            }
            case ADVANCE -> {
                if (works) {
                    stay.call().context().progress().advance(1);
                }
            }
            case ALLOW -> {
                if (works) {
                    try {
                        stay.call().context().allow(what.allowed());
                    } catch (StaleWorkerException abandoned) {
                        // As it should.
                    }
                }
            }
        }
    }

    private void returned(Stay stay, Outcome outcome) {
        stays.remove(stay.call().live().id());
        if (stay.call().part() != JobSteps.Part.UNDO) {
            boolean unused = stay.call().live().handlerReturned() == null;
        }
        JobSteps.Ends ends = ends(stay.call().live(), stay.slot());
        if (take(stay.slot(), stay.over(), steps.returned(stay.call(), outcome, ends))) {
            stay.slot().free();
        }
    }

    /** What a job's handler is called for, or null. */
    JobSteps.@Nullable Part called(long id) {
        Stay stay = stays.get(id);
        return stay == null ? null : stay.call().part();
    }
}

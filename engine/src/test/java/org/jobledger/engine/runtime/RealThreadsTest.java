package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.RetryPolicy;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several real threads call all verbs at random on jobs over several resources; what came of it is held against {@link HistoryRules}. Long:
 * {@code -Psoak -Dsoak.threadSeconds=600}.
 */
@Timeout(7200)
class RealThreadsTest {
    private static final int SECONDS = SoakBudget.of("soak.threadSeconds", 2, 600);
    private static final int THREADS = 4;
    private static final int CALLS = 60;
    private static final ResourceRef POOL = ResourceRef.of("pool", "p");
    private static final List<ResourceRef> RESOURCES = List.of(
            POOL,
            POOL.child("volume", "a"),
            POOL.child("volume", "b"),
            ResourceRef.of("thing", "x"),
            ResourceRef.of("thing", "y"));

    @TempDir
    private Path directory;

    private final List<RecordedEvent> heard = Collections.synchronizedList(new ArrayList<>());
    private final Map<JobStatus, Integer> ends = new EnumMap<>(JobStatus.class);
    private int calls;
    private int jobs;

    @Test
    void whateverSeveralThreadsAskForTheHistoryKeepsTheRules() throws Exception {
        long seed = System.nanoTime() & 0xFFFF_FFFFL;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int rounds = 0;
        try (JobEngine engine = JobEngine.at(directory.resolve("ledger"))
                .durability(Durability.PROCESS_CRASH)
                .workers(3)
                .operation(Operation.of("work", RecoveryPolicy.RESUME, RealThreadsTest::work)
                        .retrying(new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(2))))
                .open()) {
            try (Subscription subscription = engine.subscribe(1, heard::add)) {
                while (System.nanoTime() < end || rounds == 0) {
                    round(engine, subscription, seed + rounds);
                    rounds++;
                }
            }
            assertThat(engine.verify().sound()).isTrue();
        }
        System.out.println("real threads: seeds " + seed + " to " + (seed + rounds - 1) + ", calls: " + calls
                + ", jobs: " + jobs + ", ended " + ends + ", broken rules: 0");
    }

    private void round(JobEngine engine, Subscription subscription, long seed) throws Exception {
        heard.clear();
        Round round = new Round(engine, seed);
        round.play();
        assertThat(subscription.await(engine.position(), Duration.ofMinutes(5))).isTrue();
        List<RecordedEvent> history = List.copyOf(heard);
        try {
            HistoryRules rules = new HistoryRules(history);
            rules.require(List.copyOf(round.answered));
            jobs += rules.jobs();
            calls += round.answered.size();
            rules.ends().forEach((status, count) -> ends.merge(status, count, Integer::sum));
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /** Works a little, and does at random what handlers may. */
    private static Document work(JobContext job) throws Exception {
        Random lot = new Random(job.parameters().integer("lot") + job.attempt());
        int steps = lot.nextInt(8);
        job.progress().total(steps, "steps");
        for (int step = 0; step < steps; step++) {
            job.checkAbort();
            job.progress().advance(1);
            switch (lot.nextInt(12)) {
                case 0 -> job.checkpoint(Document.of("step", step), Forcing.NOTHING);
                case 1 -> job.allow(classes(lot));
                case 2 -> nest(job, lot);
                case 3 -> TimeUnit.MICROSECONDS.sleep(300);
                case 4 -> {
                    if (lot.nextInt(4) == 0) {
                        throw new IOException("made up");
                    }
                }
                default -> Thread.onSpinWait();
            }
        }
        return Document.empty();
    }

    private static Set<JobClass> classes(Random lot) {
        Set<JobClass> all = EnumSet.of(JobClass.QUERY, JobClass.MODIFY, JobClass.ABORT);
        all.removeIf(each -> lot.nextBoolean());
        return all;
    }

    private static void nest(JobContext job, Random lot) throws InterruptedException {
        int at = (int) job.parameters().integer("exclusive");
        if (at < 0) {
            return;
        }
        JobClass jobClass = lot.nextBoolean() ? JobClass.MODIFY : JobClass.QUERY;
        JobRequest request =
                JobRequest.normal(jobClass, "inner").on(RESOURCES.get(at)).waiting(Duration.ofMillis(5));
        try (JobScope inner = job.begin(request)) {
            if (lot.nextBoolean()) {
                inner.complete();
            }
        } catch (ResourceBusyException e) {
            // Others whom the mask lets in are there.
            Thread.onSpinWait();
        }
    }

    /** What all threads do with one seed, until all jobs have ended. */
    private static final class Round {
        private final JobEngine engine;
        private final long seed;
        private final ConcurrentLinkedQueue<HistoryRules.Call> answered = new ConcurrentLinkedQueue<>();
        private final List<Job> known = Collections.synchronizedList(new ArrayList<>());
        private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

        Round(JobEngine engine, long seed) {
            this.engine = engine;
            this.seed = seed;
        }

        void play() throws InterruptedException {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String name = "s" + seed + "t" + i;
                Random lot = new Random(31 * seed + i);
                threads.add(new Thread(() -> call(name, lot), name));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            endAll();
            assertThat(failures).as("seed %d", seed).isEmpty();
        }

        private void call(String name, Random lot) {
            try {
                for (int i = 0; i < CALLS; i++) {
                    String tag = name + "c" + i;
                    switch (lot.nextInt(10)) {
                        case 0, 1, 2 -> submit(tag, lot);
                        case 3 -> together(tag, lot);
                        case 4, 5 -> begin(tag, lot);
                        default -> verb(tag, lot);
                    }
                    look(lot);
                }
            } catch (Throwable e) {
                failures.add(e);
            }
        }

        private void submit(String tag, Random lot) {
            JobRequest request = request(tag, lot, claims(lot));
            if (lot.nextInt(8) == 0) {
                request = request.key("key " + seed + " " + lot.nextInt(3));
            }
            if (lot.nextInt(8) == 0) {
                request = request.finalizedByHand();
            }
            if (lot.nextInt(8) == 0) {
                request = request.dismissedByHand();
            }
            JobRequest asked = request.priority(lot.nextInt(3));
            try {
                Job job = engine.submit(asked);
                known.add(job);
                answered.add(new HistoryRules.Call(tag, "submit", List.of(job.id()), null));
            } catch (JobLedgerException e) {
                answered.add(new HistoryRules.Call(tag, "submit", List.of(), e));
            }
        }

        private void together(String tag, Random lot) {
            int first = lot.nextInt(RESOURCES.size());
            int second = (first + 1 + lot.nextInt(RESOURCES.size() - 1)) % RESOURCES.size();
            Duration wait = wait(lot);
            List<JobRequest> requests = List.of(
                    request(tag, lot, List.of(Claim.exclusive(RESOURCES.get(first))))
                            .waiting(wait),
                    request(tag, lot, List.of(Claim.exclusive(RESOURCES.get(second))))
                            .waiting(wait));
            try {
                List<Job> all = engine.submitTogether(requests);
                known.addAll(all);
                answered.add(new HistoryRules.Call(
                        tag, "submit", all.stream().map(Job::id).toList(), null));
            } catch (JobLedgerException e) {
                answered.add(new HistoryRules.Call(tag, "submit", List.of(), e));
            }
        }

        private static JobRequest request(String tag, Random lot, List<Claim> claims) {
            int exclusive = -1;
            JobRequest request = JobRequest.of("work").by("test", tag).waiting(wait(lot));
            for (Claim claim : claims) {
                request = request.claiming(claim);
                exclusive = claim.equals(Claim.exclusive(claim.resource()))
                        ? RESOURCES.indexOf(claim.resource())
                        : exclusive;
            }
            if (lot.nextInt(3) == 0) {
                request = request.allowing(classes(lot).toArray(new JobClass[0]));
            }
            return request.with(Document.of("lot", lot.nextInt(), "exclusive", exclusive));
        }

        private static Duration wait(Random lot) {
            return switch (lot.nextInt(4)) {
                case 0 -> Duration.ZERO;
                case 1 -> Duration.ofMillis(1 + lot.nextInt(5));
                default -> Duration.ofSeconds(20);
            };
        }

        private static List<Claim> claims(Random lot) {
            List<ResourceRef> some = new ArrayList<>(RESOURCES);
            Collections.shuffle(some, lot);
            return some.subList(0, 1 + lot.nextInt(3)).stream()
                    .map(resource -> switch (lot.nextInt(5)) {
                        case 0, 1 -> Claim.shared(resource);
                        case 2 -> Claim.besideChildren(resource);
                        default -> Claim.exclusive(resource);
                    })
                    .toList();
        }

        private void begin(String tag, Random lot) throws InterruptedException {
            JobClass jobClass =
                    List.of(JobClass.QUERY, JobClass.MODIFY, JobClass.DESTROY).get(lot.nextInt(3));
            String verb = jobClass == JobClass.QUERY ? "query" : "begin";
            JobRequest request = JobRequest.normal(jobClass, "change").by("test", tag);
            for (Claim claim : claims(lot)) {
                request = request.claiming(claim);
            }
            // Nobody is there to let a job go on that was paused: who waits for one must not wait long.
            request = request.waiting(Duration.ofMillis(lot.nextInt(6)));
            try (JobScope scope = engine.begin(request)) {
                Thread.onSpinWait();
                if (lot.nextInt(4) > 0) {
                    scope.complete();
                }
                answered.add(new HistoryRules.Call(tag, verb, List.of(scope.id()), null));
            } catch (ResourceBusyException e) {
                answered.add(new HistoryRules.Call(tag, verb, List.of(), e));
            }
        }

        private void verb(String tag, Random lot) {
            List<Job> all = List.copyOf(known);
            if (all.isEmpty()) {
                return;
            }
            Job job = all.get(Math.max(0, all.size() - 1 - lot.nextInt(6)));
            switch (lot.nextInt(8)) {
                case 0 -> ask(tag, "abort", job, () -> job.abort(tag, "random"));
                case 1, 2 -> ask(tag, "pause", job, () -> job.pause(tag));
                case 3, 4 -> ask(tag, "resume", job, () -> job.resume(tag));
                case 5 -> ask(tag, "set-speed", job, () -> job.limitSpeed(tag, 1 + lot.nextInt(1 << 20)));
                case 6 -> ask(tag, "finalize", job, () -> job.finalizeJob(tag));
                default -> ask(tag, "dismiss", job, () -> job.dismiss(tag));
            }
        }

        private void ask(String tag, String verb, Job job, Runnable call) {
            try {
                call.run();
                answered.add(new HistoryRules.Call(tag, verb, List.of(job.id()), null));
            } catch (JobRefusedException e) {
                answered.add(new HistoryRules.Call(tag, verb, List.of(job.id()), e));
            }
        }

        /** What others tell meanwhile must not throw, and is not more than there can be. */
        private void look(Random lot) {
            ResourceRef resource = RESOURCES.get(lot.nextInt(RESOURCES.size()));
            switch (lot.nextInt(6)) {
                case 0 ->
                    assertThat(engine.whoHolds(resource))
                            .allSatisfy(owner -> assertThat(owner.jobId()).isPositive());
                case 1 -> assertThat(engine.whoWaits(resource).size()).isLessThanOrEqualTo(1000);
                case 2 ->
                    engine.jobs()
                            .forEach(info -> engine.whyWaiting(info.id())
                                    .ifPresent(why -> assertThat(why.toString()).contains("cannot get")));
                default -> Thread.onSpinWait();
            }
        }

        /** Lets go on, finalizes and dismisses what is left, until nothing is. */
        private void endAll() {
            for (List<JobInfo> left = engine.jobs(); !left.isEmpty(); left = engine.jobs()) {
                for (JobInfo info : left) {
                    try {
                        Job job = engine.job(info.id());
                        switch (info.status()) {
                            case PAUSED -> job.resume("last");
                            case PENDING -> job.finalizeJob("last");
                            case CONCLUDED -> job.dismiss("last");
                            default -> Thread.onSpinWait();
                        }
                    } catch (JobRefusedException | NoSuchJobException e) {
                        Thread.onSpinWait();
                    }
                }
                Thread.onSpinWait();
            }
        }
    }
}

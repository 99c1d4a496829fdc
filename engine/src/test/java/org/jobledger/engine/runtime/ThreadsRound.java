package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;

/** What all threads do with one seed, until all jobs have ended. */
final class ThreadsRound {
    private static final int THREADS = 4;
    private static final int CALLS = 60;
    private static final ResourceRef POOL = ResourceRef.of("pool", "p");
    static final List<ResourceRef> RESOURCES = List.of(
            POOL,
            POOL.child("volume", "a"),
            POOL.child("volume", "b"),
            ResourceRef.of("thing", "x"),
            ResourceRef.of("thing", "y"));

    private final JobEngine engine;
    private final long seed;
    private final ConcurrentLinkedQueue<HistoryRules.Call> answered = new ConcurrentLinkedQueue<>();
    private final List<Job> known = Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    ThreadsRound(JobEngine engine, long seed) {
        this.engine = engine;
        this.seed = seed;
    }

    /** What was answered to each call. */
    List<HistoryRules.Call> answered() {
        return List.copyOf(answered);
    }

    /** Some classes by lot. */
    static Set<JobClass> classes(Random lot) {
        Set<JobClass> all = EnumSet.of(JobClass.QUERY, JobClass.MODIFY, JobClass.ABORT);
        all.removeIf(each -> lot.nextBoolean());
        return all;
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
            exclusive =
                    claim.equals(Claim.exclusive(claim.resource())) ? RESOURCES.indexOf(claim.resource()) : exclusive;
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

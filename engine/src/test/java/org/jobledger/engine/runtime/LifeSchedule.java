package org.jobledger.engine.runtime;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.claim.ClaimStep;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.state.JobState;

/** Takes the same steps on the engine's lives of jobs and on the naive ones, and compares after each all that can be seen. */
final class LifeSchedule {
    private static final List<JobStatus> STATES = List.of(JobStatus.values());

    private final SteppedLives lives;
    private final int[] visits;
    private final NaiveJobs naive;
    private final long began;

    private LifeSchedule(SteppedLives lives, int[] visits, int maxQueued) {
        this.lives = lives;
        this.visits = visits;
        this.naive = new NaiveJobs(maxQueued);
        lives.clear();
        this.began = lives.millis();
        lives.open(OpenMode.RECOVER);
        naive.opening.open(OpenMode.RECOVER, 0);
        between();
    }

    /**
     * Takes the steps; the first difference, or nothing.
     *
     * @param visits counts each verb that is used, by state and verb: in the order of {@link #cells}
     */
    static Optional<String> difference(List<LifeStep> steps, SteppedLives lives, int maxQueued, int[] visits) {
        LifeSchedule schedule = new LifeSchedule(lives, visits, maxQueued);
        for (int i = 0; i < steps.size(); i++) {
            int number = i + 1;
            Optional<String> difference;
            try {
                difference = schedule.take(steps.get(i));
            } catch (Exception e) {
                StringWriter text = new StringWriter();
                e.printStackTrace(new PrintWriter(text));
                difference = Optional.of(text.toString());
            }
            if (difference.isPresent()) {
                return difference.map(what -> "after step " + number + " of\n"
                        + steps.stream().map(Object::toString).collect(Collectors.joining("\n")) + "\nwith queue limit "
                        + maxQueued + ": " + what);
            }
        }
        return schedule.compareHolders();
    }

    /** The same steps without those that the difference does not need. */
    static List<LifeStep> shrink(List<LifeStep> steps, SteppedLives lives, int maxQueued) {
        List<LifeStep> smallest = steps;
        for (int i = smallest.size() - 1; i >= 0; i--) {
            List<LifeStep> fewer = new ArrayList<>(smallest);
            fewer.remove(i);
            if (difference(fewer, lives, maxQueued, noVisits()).isPresent()) {
                smallest = fewer;
            }
        }
        return smallest;
    }

    private long now() {
        return lives.millis() - began;
    }

    /** Openings, and so samples, are at full hundredths, all else is between: so that it is clear what comes first. */
    private void between() {
        lives.pass(5);
        naive.time.reach(now());
        settle();
    }

    private void reopen(OpenMode mode) {
        between();
        lives.open(mode);
        naive.opening.open(mode, now());
        settle();
        between();
    }

    private void settle() {
        lives.settle();
        naive.settle();
    }

    private Optional<String> take(LifeStep step) throws Exception {
        Optional<String> difference = Optional.empty();
        if (step instanceof LifeStep.Submit submit) {
            String expected = naive.submit(submit.wishes());
            String got = lives.submit(submit.wishes());
            difference = got.equals(expected)
                    ? Optional.empty()
                    : Optional.of(step + " gave '" + got + "', should give '" + expected + "'");
        } else if (step instanceof LifeStep.Begin begin) {
            begin(begin);
        } else if (step instanceof LifeStep.End end) {
            end(end);
        } else if (step instanceof LifeStep.Handler handler) {
            handler(handler);
        } else if (step instanceof LifeStep.Verb verb) {
            difference = verb(verb);
        } else if (step instanceof LifeStep.Redefine redefine) {
            lives.define(redefine.resource(), naive.resources.redefine(redefine.resource(), now()));
        } else if (step instanceof LifeStep.Pass pass) {
            pass(pass.millis());
        } else if (step instanceof LifeStep.Crash crash) {
            reopen(crash.mode());
        }
        settle();
        return difference.or(this::compare);
    }

    private void begin(LifeStep.Begin begin) {
        List<NaiveJob> working = called(Set.of(NaiveJob.Call.WORK));
        NaiveJob host = begin.within() < 0 || working.isEmpty() ? null : working.get(begin.within() % working.size());
        lives.begin(begin, host == null ? 0 : host.id);
        naive.normal.begin(begin, host);
    }

    private List<NaiveJob> called(Set<NaiveJob.Call> calls) {
        return naive.jobs.values().stream()
                .filter(job -> calls.contains(job.call))
                .toList();
    }

    private void end(LifeStep.End end) {
        if (!naive.normal.normals.isEmpty()) {
            NaiveJob job = naive.normal.normals.get(end.which() % naive.normal.normals.size());
            lives.endNormal(job.id, end.complete());
            naive.normal.endNormal(job, end.complete());
        }
    }

    private void handler(LifeStep.Handler handler) throws Exception {
        List<NaiveJob> all = called(Set.of(NaiveJob.Call.WORK, NaiveJob.Call.UNDO, NaiveJob.Call.COMMIT));
        if (all.isEmpty()) {
            return;
        }
        NaiveJob job = all.get(handler.which() % all.size());
        boolean wouldRest = handler.act() == LifeStep.Act.LOOK && job.status == JobStatus.PAUSED && !job.abortHere;
        if (!wouldRest) {
            lives.handler(job.id, handler);
            naive.handlers.handler(job, handler.act(), handler.allowed());
        }
    }

    private Optional<String> verb(LifeStep.Verb verb) {
        List<NaiveJob> all = naive.jobs.values().stream()
                .filter(job -> verb.ofAll() || !job.status.ended())
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        NaiveJob job = all.get(verb.which() % all.size());
        JobStatus before = job.status;
        visits[STATES.indexOf(before) * LifeStep.VERBS.size() + LifeStep.VERBS.indexOf(verb.verb())]++;
        String expected = naive.verb(verb.verb(), job);
        String got = lives.verb(verb.verb(), job.id);
        return got.equals(expected)
                ? Optional.empty()
                : Optional.of(verb + " of " + job + " in state " + before + " gave '" + got + "', should give '"
                        + expected + "'");
    }

    private void pass(long millis) {
        long end = now() + millis;
        while (now() < end) {
            long next = Math.max(naive.time.next(end), now() + 1);
            lives.pass(next - now());
            naive.time.reach(now());
            settle();
        }
    }

    private Optional<String> compare() {
        for (NaiveJob job : naive.jobs.values()) {
            JobState got = lives.job(job.id);
            if (got == null || got.status() != job.status) {
                return Optional.of(
                        job + " is " + (got == null ? "nowhere" : got.status()) + ", should be " + job.status);
            }
            String code = got.result() == null ? "" : got.result().code();
            if (got.status().ended() && !code.equals(job.code)) {
                return Optional.of(job + " ended with '" + code + "', should with '" + job.code + "'");
            }
            if ((got.abort() != null) != job.abort) {
                return Optional.of(job + " should " + (job.abort ? "" : "not ") + "be asked to stop");
            }
            Optional<String> difference = compareProcess(job);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return naive.normal.asked.stream()
                .filter(asked -> !lives.waitsNormal(asked.job.id))
                .findFirst()
                .map(asked -> asked.job + " should wait for its claims")
                .or(this::compareNormals);
    }

    private Optional<String> compareNormals() {
        List<NaiveJob> expected = naive.normal.normals;
        boolean same = lives.normals.size() == expected.size()
                && expected.stream().allMatch(job -> lives.normals.containsKey(job.id));
        return same
                ? Optional.empty()
                : Optional.of("normal jobs are " + lives.normals.keySet() + ", should be " + expected);
    }

    private Optional<String> compareProcess(NaiveJob job) {
        JobSteps.Part part = lives.called(job.id);
        String called = part == null ? "NONE" : part.name();
        Boolean told = lives.told(job.id);
        if (lives.isHere(job.id) != job.here) {
            return Optional.of(job + " should " + (job.here ? "" : "not ") + "be in this process");
        } else if (!called.equals(job.call.name())) {
            return Optional.of(job + " is called for " + called + ", should be for " + job.call);
        } else if (told != null && told == job.here) {
            return Optional.of("who waits for " + job + " should " + (told ? "not " : "") + "be told");
        }
        return Optional.empty();
    }

    private Optional<String> compareHolders() {
        for (ResourceRef resource : ClaimStep.RESOURCES) {
            Set<Long> got = lives.desk().table().holders(resource).stream()
                    .map(ClaimOwner::jobId)
                    .collect(Collectors.toSet());
            Set<Long> expected = naive.queue.holders(resource);
            if (!got.equals(expected)) {
                return Optional.of(resource + " is held by " + got + ", should be by " + expected);
            }
        }
        return Optional.empty();
    }

    /** The cells that verbs should come to: each verb in each state. */
    static List<String> cells() {
        List<String> cells = new ArrayList<>();
        for (JobStatus status : STATES) {
            LifeStep.VERBS.forEach(verb -> cells.add(status + " " + verb));
        }
        return cells;
    }

    /** For counts of visits, none yet. */
    static int[] noVisits() {
        return new int[cells().size()];
    }
}

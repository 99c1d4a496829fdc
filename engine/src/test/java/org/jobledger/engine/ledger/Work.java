package org.jobledger.engine.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobResult;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** A writer that asks a ledger for all sorts of things by lot, and tells a witness what was acknowledged. One thread at a time. */
final class Work {
    private final Witness witness;
    private final Random lot;
    private final int largestText;
    private final boolean bulky;
    private final String name;
    private final List<CompletableFuture<Appended>> waiting = new ArrayList<>();

    /** Work whose events carry texts of up to so many characters, and where it is bulky come by the hundred at times. */
    Work(Witness witness, Random lot, int largestText, boolean bulky) {
        this(witness, lot, largestText, bulky, "test");
    }

    /** Work of one writer of several, with jobs and resources of its own. */
    Work(Witness witness, Random lot, int largestText, boolean bulky, String name) {
        this.name = name;
        this.bulky = bulky;
        this.witness = witness;
        this.lot = lot;
        this.largestText = largestText;
    }

    /**
     * Asks for so many things, some of them at the same time; the last one is waited for.
     *
     * @throws org.jobledger.engine.JobLedgerException if one of them fails
     */
    void on(Ledger ledger, int requests) {
        for (int i = 0; i < requests; i++) {
            ask(ledger);
            if (lot.nextInt(3) > 0) {
                awaitAll(ledger);
            }
        }
        awaitAll(ledger);
        define(ledger, ResourceRef.of("last", name + "last"));
        awaitAll(ledger);
    }

    private void awaitAll(Ledger ledger) {
        List<CompletableFuture<Appended>> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(answer -> answer.exceptionally(told -> null).join());
        try {
            all.forEach(ledger::await);
        } catch (CompletionException e) {
            throw new AssertionError("an answer that is no error of the ledger's", e);
        }
    }

    private void ask(Ledger ledger) {
        @Nullable JobState job = waiting.isEmpty() ? someJob(ledger) : null;
        if (job == null || lot.nextInt(4) == 0) {
            submit(ledger);
        } else if (lot.nextInt(4) == 0) {
            define(ledger, ResourceRef.of("volume", name + "v" + lot.nextInt(5)));
        } else {
            goOn(ledger, job);
        }
    }

    private @Nullable JobState someJob(Ledger ledger) {
        List<JobState> jobs = ledger.live().jobs().stream()
                .filter(job -> job.definition().api().equals(name))
                .toList();
        return jobs.isEmpty() ? null : jobs.get(lot.nextInt(jobs.size()));
    }

    private void submit(Ledger ledger) {
        int number = witness.nextNumber();
        JobCreated definition = new JobCreated(
                "work", 1, JobClass.ASYNC, List.of(), text(number), RecoveryPolicy.RESUME, "tester", name);
        // Numbers of jobs and of requests are the same thing here: both are never used twice.
        send(ledger, number, LedgerCommand.ForJob.of(number, new Command.Submit(definition), start()));
    }

    private static Command start() {
        return new Command.Start(false, Thread.currentThread().getName());
    }

    private void goOn(Ledger ledger, JobState job) {
        int number = witness.nextNumber();
        long processed = job.work().processed() + lot.nextInt(100);
        long millis = job.work().workingMillis() + 1;
        if (lot.nextInt(3) == 0) {
            ledger.appendLazily(LedgerCommand.ForJob.of(job.id(), new Command.Tick(job.token(), processed, millis)));
        }
        List<Command> commands = new ArrayList<>();
        for (int i = bulky ? lot.nextInt(150) : 0; i > 0; i--) {
            commands.add(new Command.Checkpoint(job.token(), Document.of("text", "y".repeat(3000)), processed, millis));
        }
        commands.add(
                lot.nextInt(3) == 0
                        ? new Command.Finish(
                                job.token(), Ending.COMPLETED, new JobResult("", "", text(number)), processed, millis)
                        : new Command.Checkpoint(job.token(), text(number), processed, millis));
        send(ledger, number, new LedgerCommand.ForJob(job.id(), commands));
    }

    private void define(Ledger ledger, ResourceRef resource) {
        int number = witness.nextNumber();
        @Nullable ResourceState now = ledger.live().resource(resource);
        send(ledger, number, new LedgerCommand.Define(resource, now == null ? 0 : now.version(), text(number)));
    }

    private void send(Ledger ledger, int number, LedgerCommand command) {
        waiting.add(ledger.appendAsync(command).thenApply(appended -> {
            witness.acknowledge(number, appended.position());
            return appended;
        }));
    }

    private Document text(int number) {
        return Document.of("n", number, "text", "x".repeat(lot.nextInt(largestText)));
    }
}

package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.JobAdmission;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.claim.ClaimAnswer;
import org.jobledger.engine.claim.Ticket;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.KeyKnownException;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.WorkerToken;
import org.jspecify.annotations.Nullable;

/**
 * Accepts async jobs: checks the request, asks for the claims, has the acceptance recorded, and lets the job run when it has both.
 * Thread-safe.
 */
final class Submissions {
    private final CommandLog ledger;
    private final JobQueue queue;
    private final ClaimDesk desk;
    private final Workers workers;
    private final Map<String, Operation> operations;
    private final Map<String, CompletableFuture<Boolean>> accepting = new ConcurrentHashMap<>();

    Submissions(CommandLog ledger, JobQueue queue, Workers workers, Map<String, Operation> operations) {
        this.ledger = ledger;
        this.queue = queue;
        this.desk = queue.desk();
        this.workers = workers;
        this.operations = operations;
    }

    LiveJob submit(JobRequest request) {
        String key = request.terms().key();
        if (key == null) {
            return accept(request);
        }
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        awaitTwins(key, mine);
        try {
            return accept(request);
        } finally {
            accepting.remove(key);
            mine.complete(true);
        }
    }

    /** Until nobody else is being accepted under a key: who comes second must find the job, and not be refused because of it. */
    private void awaitTwins(String key, CompletableFuture<Boolean> mine) {
        @Nullable CompletableFuture<Boolean> other = accepting.putIfAbsent(key, mine);
        while (other != null) {
            boolean unused = other.join();
            other = accepting.putIfAbsent(key, mine);
        }
    }

    private LiveJob accept(JobRequest request) {
        queue.requireOpen();
        Operation operation = operation(request);
        JobCreated definition = JobQueue.definition(request, request.terms(), operation.version(), operation.policy());
        requireNewKey(definition);
        LiveJob job = queue.live(queue.nextId(), operation, definition, LiveJob.Purpose.WORK);
        List<ResourceRef> recorded = desk.recorded(request.claims());
        ClaimAnswer answer = desk.ask(job.id(), request, () -> queue.proceed(job));
        if (answer instanceof ClaimAnswer.Refused refused) {
            throw queue.refusals().record(job.id(), definition, queue.refusals().error(refused));
        }
        Ticket ticket = ClaimDesk.ticket(answer, () -> queue.proceed(job));
        queue.enter(job, ticket);
        if (answer instanceof ClaimAnswer.Queued) {
            job.obstacle(() -> desk.gone(request.claims(), recorded));
        }
        RunQueue.KeptPlace place = answer instanceof ClaimAnswer.Granted ? keepPlace(job) : null;
        if (place != null) {
            acceptStarted(job, definition.parameters(), commands(definition, request), place);
            return job;
        }
        accept(List.of(job), ticket, List.of(commands(definition, request)));
        begin(job, ticket, request.maxWait());
        return job;
    }

    private RunQueue.@Nullable KeptPlace keepPlace(LiveJob job) {
        try {
            return workers.keep();
        } catch (RuntimeException | Error noThread) {
            queue.forget(job);
            throw noThread;
        }
    }

    /** It has its claims, and a thread is free: it is accepted and started by one group of events, and its thread woken as soon as they last. */
    private void acceptStarted(LiveJob job, Document parameters, List<Command> commands, RunQueue.KeptPlace place) {
        commands.add(new Command.Start(false, place.worker()));
        List<LedgerCommand.Define> changes;
        try {
            changes = job.operation().handler().atStart(job.id(), parameters).stream()
                    .map(LedgerCommand.Define::of)
                    .toList();
        } catch (RuntimeException | Error e) {
            place.giveUp();
            queue.forget(job);
            throw e;
        }
        CompletableFuture<Appended> answer =
                ledger.appendAsync(new LedgerCommand.ForJob(job.id(), commands).with(changes));
        job.starting(answer);
        try {
            ledger.await(answer.whenComplete((appended, refusal) -> {
                if (refusal == null) {
                    place.run(job);
                } else {
                    place.giveUp();
                }
            }));
        } catch (RuntimeException e) {
            queue.forget(job);
            throw e;
        }
    }

    /** Accepts jobs that end together; they have one ticket for all their claims, so that none waits for what another of them has. */
    List<LiveJob> submitTogether(List<JobRequest> requests) {
        queue.requireOpen();
        Groups.require(requests);
        List<Claim> all =
                Groups.claims(requests.stream().map(JobRequest::claims).toList());
        List<Operation> operations = requests.stream().map(this::operation).toList();
        Duration maxWait = requests.get(0).maxWait();
        long first = queue.nextIds(requests.size());
        SharedGrant grant = new SharedGrant(queue::proceed);
        List<LiveJob> jobs = new ArrayList<>();
        List<List<Command>> commands = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            JobRequest request = requests.get(i);
            JobCreated definition = JobQueue.definition(
                    request,
                    request.terms().inGroup(first, requests.size()),
                    operations.get(i).version(),
                    operations.get(i).policy());
            LiveJob job = queue.live(first + i, operations.get(i), definition, LiveJob.Purpose.WORK);
            grant.add(job);
            jobs.add(job);
            commands.add(commands(definition, request));
        }
        List<ResourceRef> recorded = desk.recorded(all);
        ClaimAnswer answer = desk.ask(first, requests, all, grant::granted);
        if (answer instanceof ClaimAnswer.Refused refused) {
            throw queue.refusals().error(refused);
        }
        Ticket ticket = ClaimDesk.ticket(answer, grant::granted);
        for (LiveJob job : jobs) {
            queue.enter(job, ticket);
            if (answer instanceof ClaimAnswer.Queued) {
                job.obstacle(() -> desk.gone(all, recorded));
            }
        }
        accept(jobs, ticket, commands);
        jobs.forEach(job -> begin(job, ticket, maxWait));
        return jobs;
    }

    private Operation operation(JobRequest request) {
        Operation operation = operations.get(request.operation());
        if (operation == null) {
            throw new InvalidRequestException("no operation '" + request.operation() + "' is registered; there are "
                    + operations.keySet().stream().sorted().toList());
        }
        if (request.jobClass() != JobClass.ASYNC) {
            throw new InvalidRequestException("a job of class " + request.jobClass() + " is begun, not submitted");
        }
        return operation;
    }

    private void requireNewKey(JobCreated definition) {
        String key = definition.terms().key();
        if (key != null) {
            OptionalLong known = ledger.live().jobUnder(key, definition);
            if (known.isPresent()) {
                throw new KeyKnownException(key, known.getAsLong());
            }
        }
    }

    private static List<Command> commands(JobCreated definition, JobRequest request) {
        List<Command> commands = new ArrayList<>(List.of(new Command.Submit(definition)));
        if (!request.admission().allowed().equals(JobAdmission.DEFAULT.allowed())) {
            commands.add(new Command.Allow(WorkerToken.NONE, request.admission().allowedInOrder()));
        }
        if (request.speedLimit() != 0) {
            commands.add(new Command.LimitSpeed(definition.principal(), request.speedLimit()));
        }
        return commands;
    }

    private void accept(List<LiveJob> jobs, Ticket ticket, List<List<Command>> commands) {
        List<Long> before = queue.inTheWayOf(ticket);
        List<LedgerCommand.ForJob> all = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            List<Command> ofJob = new ArrayList<>(commands.get(i));
            if (!before.isEmpty()) {
                ofJob.add(new Command.Queue(before));
            }
            all.add(new LedgerCommand.ForJob(jobs.get(i).id(), ofJob));
        }
        try {
            ledger.append(all.size() == 1 ? all.get(0) : new LedgerCommand.Together(all));
        } catch (RuntimeException e) {
            jobs.forEach(queue::forget);
            throw e;
        }
    }

    private void begin(LiveJob job, Ticket ticket, Duration maxWait) {
        if (!queue.granted(ticket)) {
            job.waitLimit(workers.after(maxWait, () -> giveUp(job, maxWait)));
        }
        queue.proceed(job);
    }

    private void giveUp(LiveJob job, Duration waited) {
        Ticket ticket = job.ticket();
        if (ticket == null || queue.granted(ticket)) {
            return;
        }
        String message = desk.why(ticket) + "; waited " + waited.toMillis() + " ms";
        if (queue.withdraw(job)) {
            workers.end(job, new Command.Reject(ResourceBusyException.TIMEOUT, message));
        }
    }
}

package org.jobledger.engine.state;

import java.util.List;
import java.util.Random;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.RecoveryOutcome;

/** Commands at random, sensible ones and others, for a job as it is. */
final class RandomCommands {
    private final Random random;

    RandomCommands(long seed) {
        random = new Random(seed);
    }

    Command next(JobState job) {
        WorkerToken token = random.nextInt(10) == 0 ? new WorkerToken(99, 1) : job.token();
        long processed = job.work().processed() + random.nextInt(12) - 1;
        long millis = job.work().workingMillis() + random.nextInt(50);
        return switch (random.nextInt(29)) {
            case 0 -> new Command.Queue(List.of(1L));
            case 1, 2 -> new Command.Start(job.rollingBack() || random.nextInt(5) == 0, "w");
            case 3 -> new Command.Reject("busy", "held");
            case 4 -> new Command.EnterPhase(token, random.nextInt(4), 3, "p");
            case 5 -> new Command.DeclareTotal(token, random.nextInt(100) - 1, "bytes");
            case 6, 7 -> new Command.Tick(token, processed, millis);
            case 8 -> new Command.Checkpoint(token, Document.of("at", processed), processed, millis);
            case 9 ->
                new Command.Finish(
                        token,
                        List.of(Ending.values()).get(random.nextInt(3)),
                        new JobResult("c", "m", Document.empty()),
                        Math.max(processed, job.work().processed()),
                        millis);
            case 10 -> new Command.Abort("me", "why");
            case 11 -> new Command.Pause("me");
            case 12 -> new Command.Continue("me");
            case 13 -> new Command.Interrupt();
            case 14 -> new Command.Retry(token, "io", "m", random.nextInt(9), processed, millis);
            case 15, 16 -> new Command.Rest(token, Document.of("done", processed), processed, millis);
            case 17 -> new Command.Join(random.nextBoolean());
            case 18 -> new Command.Abandon("w", "r");
            case 19 -> new Command.LimitSpeed("me", random.nextInt(20) - 1L);
            case 20, 21 -> new Command.Finalize("me", random.nextInt(3) > 0);
            case 22 -> new Command.Dismiss("me");
            case 23 -> new Command.Withdraw("m");
            case 24 -> new Command.Allow(token, List.of(JobClass.values()).subList(0, 1 + random.nextInt(5)));
            case 25 -> new Command.Nest(7);
            case 26 -> new Command.Commit(token, random.nextBoolean() ? "" : "c", "m");
            default ->
                new Command.Recover(List.of(RecoveryOutcome.values()).get(random.nextInt(5)), "r", random.nextInt(9));
        };
    }
}

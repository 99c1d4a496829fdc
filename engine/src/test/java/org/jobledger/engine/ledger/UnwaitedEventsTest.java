package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.disk.GateDisk;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.WorkerToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events that nobody waits for never wait for the disk, and stand before whatever was asked for after them. */
@Timeout(60)
class UnwaitedEventsTest {
    private static final int TICKS = 100;
    private static final JobCreated DEFINITION = new JobCreated(
            "test", 1, JobClass.ASYNC, List.of(), Document.empty(), RecoveryPolicy.FAIL, "tester", "test");

    private final GateDisk disk = new GateDisk(new PowerCutDisk());

    private static void tick(Ledger ledger, WorkerToken token, int number) {
        ledger.appendLazily(LedgerCommand.ForJob.of(1, new Command.Tick(token, number, number)));
    }

    private static CompletableFuture<Appended> define(Ledger ledger, String name) {
        return ledger.appendAsync(new LedgerCommand.Define(ResourceRef.of("pool", name), 0, Document.empty()));
    }

    @Test
    void ticksAreAcceptedWhileTheDiskStandsStillAndStandBeforeTheNextAcknowledgedEvent() throws Exception {
        try (Ledger ledger = LedgerOnDisk.own(disk, 1024 * 1024)) {
            JobState job = ledger.append(LedgerCommand.ForJob.of(
                            1, new Command.Submit(DEFINITION), new Command.Start(false, "test")))
                    .job();
            assertThat(job).isNotNull();
            disk.shut();
            CompletableFuture<Appended> before = define(ledger, "before");
            disk.awaitWaiting();
            for (int i = 1; i <= TICKS; i++) {
                tick(ledger, job.token(), i);
            }
            CompletableFuture<Appended> after = define(ledger, "after");
            assertThat(before).isNotDone();
            assertThat(after).isNotDone();
            disk.open();
            long first = ledger.await(before).position();
            assertThat(ledger.await(after).position()).isEqualTo(first + TICKS + 1);
            assertThat(Logs.read(ledger.log()).subList((int) first, (int) first + TICKS))
                    .extracting(StoredEvent::typeCode)
                    .containsOnly(EventType.PROGRESS_TICKED.code());
        }
    }

    /** Nobody waits for these: they are forced all the same, when their time has come. */
    @Test
    void ticksThatNothingFollowsAreForcedByThemselves() throws Exception {
        try (Ledger ledger = LedgerOnDisk.own(disk, 1024 * 1024)) {
            JobState job = ledger.append(LedgerCommand.ForJob.of(
                            1, new Command.Submit(DEFINITION), new Command.Start(false, "test")))
                    .job();
            assertThat(job).isNotNull();
            long end = ledger.log().forcedPosition();
            tick(ledger, job.token(), 1);
            assertThat(ledger.log().awaitForced(end, Duration.ofMinutes(1))).isTrue();
        }
    }
}

package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.kit.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A group of which one job has no handler at the opening: the others go on and can be aborted, and what that one holds is held. */
@Timeout(120)
class HeldGroupTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");
    private static final ResourceRef OTHER = ResourceRef.of("thing", "u");

    private CountDownLatch entered = new CountDownLatch(2);

    private Document untilAborted(JobContext job) {
        entered.countDown();
        while (true) {
            job.checkAbort();
            Thread.onSpinWait();
        }
    }

    private EngineConfig.Builder both(EngineConfig.Builder engine) {
        return known(engine).operation(Operation.of("old", RecoveryPolicy.RESUME, this::untilAborted));
    }

    private EngineConfig.Builder known(EngineConfig.Builder engine) {
        return engine.operation(Operation.of("known", RecoveryPolicy.RESUME, this::untilAborted));
    }

    private static void requireHeld(JobEngine engine) {
        assertThatThrownBy(() -> engine.begin(
                        JobRequest.normal(JobClass.MODIFY, "m").on(THING).nowait()))
                .isInstanceOf(ResourceBusyException.class);
    }

    @Test
    void theOthersGoOnAndWhatItHoldsIsHeld() throws Exception {
        try (TestEngine kit = TestEngine.open(this::both)) {
            List<Job> jobs = kit.engine()
                    .submitTogether(List.of(
                            JobRequest.of("old").on(THING),
                            JobRequest.of("known").on(OTHER)));
            entered.await();
            kit.kill();
            entered = new CountDownLatch(1);
            JobEngine without = kit.reopen(this::known);
            assertThat(without.recoveries())
                    .extracting(PlannedRecovery::outcome)
                    .containsExactly(RecoveryOutcome.HELD, RecoveryOutcome.RESTARTED);
            entered.await();
            requireHeld(without);
            Job known = without.job(jobs.get(1).id());
            known.abort("admin", "enough");
            assertThat(known.await().type()).isEqualTo(JobInfoType.CANCELLED);
            requireHeld(without);
            assertThat(without.jobInfo(jobs.get(0).id()))
                    .get()
                    .extracting(JobInfo::status)
                    .isEqualTo(JobStatus.INTERRUPTED);
            kit.kill();
            JobEngine again = kit.reopen(this::both);
            while (again.jobStats(jobs.get(0).id()).isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(again.jobStats(jobs.get(0).id()).orElseThrow().type()).isEqualTo(JobInfoType.CANCELLED);
            // Its claims go a moment after its end can be read.
            while (!again.whoHolds(THING).isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }
}

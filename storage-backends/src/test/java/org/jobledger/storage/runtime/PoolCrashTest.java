package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.kit.CrashPoint;
import org.jobledger.engine.kit.TestEngine;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.backend.Backends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed in the middle of the jobs of a pool; {@code PoolHandlersTest} has each step of them. */
@Timeout(300)
class PoolCrashTest {
    @TempDir
    private Path scratch;

    private final StagedPool backend = new StagedPool();
    private StorageDriver driver;
    private LedgerOperations operations = new LedgerOperations(new Backends(List.of(backend)));

    private EngineConfig.Builder setUp(EngineConfig.Builder engine) {
        operations = new LedgerOperations(new Backends(List.of(backend)));
        operations.all().forEach(engine::operation);
        return engine;
    }

    /** Kills the process at a point of a call; the end of its job after the next opening. */
    private JobStats ended(TestEngine kit, CrashPoint point, Supplier<Job> call) throws Exception {
        kit.crashAt(point);
        try {
            Job unused = call.get();
        } catch (JobLedgerException e) {
            assertThat(kit.crashed()).as("%s: %s", point, e).isTrue();
        }
        kit.awaitCrash();
        JobEngine engine = kit.reopen();
        driver = operations.on(engine);
        for (JobInfo job : engine.jobs()) {
            try {
                return engine.job(job.id()).await();
            } catch (NoSuchJobException e) {
                assertThat(engine.jobInfo(job.id()))
                        .as("it has ended meanwhile")
                        .isEmpty();
            }
        }
        return engine.finishedJobs(1).get(0);
    }

    @Test
    void aBuildThatWasAskedToStopBeforeACrashSaysThatNobodyKnowsWhatIsThere() throws Exception {
        try (TestEngine kit = TestEngine.open(this::setUp)) {
            driver = operations.on(kit.engine());
            driver.definePool(PoolDefinition.dir("p", scratch.resolve("p").toString()));
            backend.endless(true);
            JobStats build = ended(kit, CrashPoint.afterForce(EventType.ABORT_REQUESTED, 1), () -> {
                Job job = driver.beginBuildPool("p", Set.<BuildOption>of());
                backend.awaitBuilding();
                job.abort("tester", "enough");
                return job;
            });
            assertThat(build.type()).isEqualTo(JobInfoType.CANCELLED);
            assertThat(build.message())
                    .isEqualTo("rolled back; pool 'p' is built in part, contents undefined: build it again");
            assertThat(driver.pool("p").active()).isFalse();
        }
    }

    /** One ledger over four lives of a process. */
    @Test
    void whatWasCutOffIsDoneAgainOrSaysThatNobodyKnowsWhatIsThere() throws Exception {
        try (TestEngine kit = TestEngine.open(this::setUp)) {
            driver = operations.on(kit.engine());
            Path target = scratch.resolve("p");
            driver.definePool(PoolDefinition.dir("p", target.toString()));

            JobStats build =
                    ended(kit, CrashPoint.afterCheckpoint(1), () -> driver.beginBuildPool("p", Set.<BuildOption>of()));
            assertThat(build.type()).isEqualTo(JobInfoType.FAILED);
            assertThat(build.message()).contains("contents undefined");
            assertThat(driver.pool("p").active()).isFalse();

            Files.createDirectories(target);
            Files.writeString(target.resolve("a"), "a");
            JobStats start = ended(
                    kit, CrashPoint.afterCheckpoint(3), () -> driver.beginStartPool("p", Set.of(PoolOption.BUILD)));
            assertThat(start.type()).as(start.message()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(driver.pool("p").active()).isTrue();
            assertThat(backend.started()).isTrue();
            assertThat(start.result().integer("added")).isEqualTo(1);

            driver.stopPool("p");
            Files.delete(target.resolve("a"));
            JobStats delete =
                    ended(kit, CrashPoint.afterForce(EventType.PHASE_ENTERED, 1), () -> driver.beginDeletePool("p"));
            assertThat(delete.type()).as(delete.message()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(target).doesNotExist();
        }
    }
}

package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.kit.CrashPoint;
import org.jobledger.engine.kit.TestEngine;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StorageOperations;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Long calls that are cut off after any of their events are brought to their end by the next opening: with the engine's kit. */
@Timeout(600)
class CutOffCallsTest {
    private static final long SIZE = 1 << 20;
    private static final int EVENTS = 3;

    @TempDir
    private Path scratch;

    private StorageOperations operations = StorageDriver.operations();

    private EngineConfig.Builder setUp(EngineConfig.Builder engine) {
        operations = StorageDriver.operations();
        operations.all().forEach(engine::operation);
        return engine;
    }

    @FunctionalInterface
    private interface Call {
        Job of(StorageDriver driver);
    }

    /** The record of a call that is cut off after its n-th event, and the volume then. */
    private record Outcome(JobStats stats, VolumeInfo volume) {}

    private Outcome cutOff(int n, boolean exists, Call call) throws IOException, InterruptedException {
        Path target = Files.createTempDirectory(scratch, "pool");
        try (TestEngine kit = TestEngine.open(this::setUp)) {
            StorageDriver driver = operations.on(kit.engine());
            driver.definePool(PoolDefinition.dir("p", target.toString()));
            driver.startPool("p");
            if (exists) {
                StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", SIZE)));
            }
            kit.crashAt(CrashPoint.afterEvent(n));
            assertThatThrownBy(() -> call.of(driver).await()).isInstanceOf(JobLedgerException.class);
            JobEngine engine = kit.reopen();
            StorageDriver resumed = operations.on(engine);
            while (!engine.jobs().isEmpty()) {
                Thread.onSpinWait();
            }
            return new Outcome(engine.finishedJobs(1).get(0), resumed.volume("p", "v"));
        }
    }

    @Test
    void aVolumeThatWasBeingMadeIsThereInTheEnd() throws Exception {
        for (int n = 1; n <= EVENTS; n++) {
            Outcome outcome = cutOff(n, false, driver -> driver.createVolume(VolumeRequest.raw("p", "v", SIZE)));
            assertThat(outcome.stats().type()).as("event %d", n).isEqualTo(JobInfoType.COMPLETED);
            assertThat(outcome.volume().capacity()).isEqualTo(SIZE);
        }
    }

    @Test
    @Timeout(30)
    void aRefreshThatWasCutOffIsDoneAgain() throws Exception {
        for (int n = 1; n <= 2; n++) {
            Path target = Files.createTempDirectory(scratch, "pool");
            try (TestEngine kit = TestEngine.open(this::setUp)) {
                StorageDriver driver = operations.on(kit.engine());
                driver.definePool(PoolDefinition.dir("p", target.toString()));
                driver.startPool("p");
                Files.write(target.resolve("v"), new byte[n]);
                kit.crashAt(CrashPoint.afterEvent(n));
                assertThatThrownBy(() -> driver.refreshPool("p").await()).isInstanceOf(JobLedgerException.class);
                JobEngine engine = kit.reopen();
                StorageDriver again = operations.on(engine);
                while (!engine.jobs().isEmpty()) {
                    Thread.onSpinWait();
                }
                JobStats stats = engine.finishedJobs(1).get(0);
                assertThat(stats.operation()).isEqualTo("refresh");
                assertThat(stats.type()).as("event %d", n).isEqualTo(JobInfoType.COMPLETED);
                assertThat(stats.result().integer("added")).isEqualTo(1);
                assertThat(again.volume("p", "v").recorded()).isTrue();
            }
        }
    }

    @Test
    void aVolumeThatWasBeingWipedIsWipedInTheEnd() throws Exception {
        for (int n = 1; n <= EVENTS; n++) {
            Outcome outcome = cutOff(n, true, driver -> driver.wipeVolume("p", "v", WipeAlgorithm.RANDOM));
            assertThat(outcome.stats().operation()).isEqualTo("wipe");
            assertThat(outcome.stats().type()).as("event %d", n).isEqualTo(JobInfoType.COMPLETED);
            assertThat(outcome.stats().processed()).isEqualTo(SIZE);
        }
    }
}

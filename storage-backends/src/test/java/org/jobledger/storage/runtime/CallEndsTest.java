package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.kit.CrashPoint;
import org.jobledger.engine.kit.TestEngine;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StorageOperations;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeUpload;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.definition.StorageRefs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a volume is after a call and the end of the call are recorded together: no crash comes between the two. */
@Timeout(600)
class CallEndsTest {
    private static final int SIZE = 1 << 20;
    private static final ResourceRef VOLUME = StorageRefs.of(new PoolName("p"), new VolumeName("v"));

    @TempDir
    private Path scratch;

    private StorageOperations operations = StorageDriver.operations();
    private OpenMode mode = OpenMode.RECOVER;

    /** A call that takes a job to its end. */
    @FunctionalInterface
    private interface Call {
        Job of(StorageDriver driver) throws IOException, InterruptedException;
    }

    private static Job create(StorageDriver driver) {
        return driver.createVolume(VolumeRequest.raw("p", "v", SIZE));
    }

    private static Job wipe(StorageDriver driver) {
        return driver.wipeVolume("p", "v", WipeAlgorithm.ZERO);
    }

    private static Job delete(StorageDriver driver) {
        return driver.deleteVolume("p", "v", Set.of(DeleteOption.ZEROED));
    }

    private StorageDriver pool(StorageDriver driver) throws IOException {
        Path target = Files.createTempDirectory(scratch, "pool");
        driver.definePool(PoolDefinition.dir("p", target.toString()));
        driver.startPool("p");
        return driver;
    }

    @Test
    void eachCallRecordsWhatItsVolumeIsThenInOneGroupWithItsEnd() throws Exception {
        try (StorageDriver driver = pool(StorageDriver.open(JobEngine.at(scratch.resolve("ledger"))))) {
            StorageDriver.finish(create(driver));
            StorageDriver.finish(wipe(driver));
            StorageDriver.finish(
                    driver.cloneVolume(CloneRequest.of("p", "v", "c").reflink(Reflink.NEVER)));
            try (VolumeUpload upload = driver.upload(StreamRequest.of("p", "v"))) {
                upload.write(new byte[SIZE]);
                upload.commit();
            }
            StorageDriver.finish(delete(driver));
            List<RecordedEvent> log = log(driver.engine());
            List<RecordedEvent> ends = log.stream()
                    .filter(event -> event.event().type() == EventType.JOB_COMPLETED && event.jobId() > 0)
                    .filter(event -> isAsync(log, event.jobId()))
                    .toList();
            assertThat(ends).hasSize(5);
            for (RecordedEvent end : ends) {
                // The events of a group have one time, and no two groups have the same.
                assertThat(log).as("with the end of job %d", end.jobId()).anySatisfy(event -> {
                    assertThat(event.event().type()).isEqualTo(EventType.RESOURCE_RECORDED);
                    assertThat(event.at()).isEqualTo(end.at());
                });
            }
        }
    }

    /** Normal jobs, such as starting a pool, end at once. */
    private static boolean isAsync(List<RecordedEvent> log, long job) {
        return log.stream()
                .anyMatch(event -> event.jobId() == job
                        && event.event() instanceof JobCreated created
                        && created.jobClass() == JobClass.ASYNC);
    }

    private static List<RecordedEvent> log(JobEngine engine) throws InterruptedException {
        long last = engine.position();
        List<RecordedEvent> log = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(1);
        try (var subscription = engine.subscribe(1, event -> {
            if (event.position() <= last) {
                log.add(event);
            }
            if (event.position() == last) {
                all.countDown();
            }
        })) {
            all.await();
            return log;
        }
    }

    private EngineConfig.Builder setUp(EngineConfig.Builder engine) {
        operations = StorageDriver.operations();
        operations.all().forEach(engine::operation);
        return engine.mode(mode);
    }

    /** The process ends when the last record of a volume in a call is durable, or the one before, and nobody goes on: what is there then? */
    private void cutOff(int records, Call call, boolean exists) throws Exception {
        for (int n = records - 1; n <= records; n++) {
            mode = OpenMode.RECOVER;
            try (TestEngine kit = TestEngine.open(this::setUp)) {
                StorageDriver driver = pool(operations.on(kit.engine()));
                if (exists) {
                    StorageDriver.finish(create(driver));
                }
                kit.crashAt(CrashPoint.afterForce(EventType.RESOURCE_RECORDED, n));
                long id = call.of(driver).id();
                kit.awaitCrash();
                mode = OpenMode.HOLD;
                JobEngine held = kit.reopen();
                boolean done = held.jobStats(id).isPresent();
                assertThat(done).as("record %d of job %d", n, id).isEqualTo(n == records);
                assertThat(isDone(held, id)).as("record %d of job %d", n, id).isEqualTo(done);
            }
        }
    }

    /** Whether the ledger says that the volume is whole by this job, or that it is gone. */
    private static boolean isDone(JobEngine engine, long job) {
        return engine.resource(VOLUME)
                .map(ResourceRecord::definition)
                .map(volume -> volume.string("condition").equals("ready") && volume.integer("job") == job)
                .orElse(true);
    }

    @Test
    void aVolumeThatIsMadeIsWholeExactlyIfItsJobIsDone() throws Exception {
        cutOff(3, CallEndsTest::create, false);
    }

    @Test
    void aVolumeThatIsWipedIsDefinedExactlyIfItsJobIsDone() throws Exception {
        cutOff(2, CallEndsTest::wipe, true);
    }
}

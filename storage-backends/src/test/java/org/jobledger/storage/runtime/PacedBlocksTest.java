package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.job.Pace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pauses and speed limits take effect before the next block. At one byte a second none but the first is written before a test ends. */
@Timeout(600)
class PacedBlocksTest {
    private static final int BLOCK = Pace.USUAL.blockBytes();
    private static final int SIZE = 3 * BLOCK + 17;

    @TempDir
    private Path scratch;

    private final Busy busy = new Busy();
    private StorageDriver driver;

    @BeforeEach
    void aVolumeAndABusyWorker() throws Exception {
        driver = StorageDriver.open(
                JobEngine.at(scratch.resolve("ledger")).workers(1).operation(busy.operation()));
        driver.definePool(PoolDefinition.dir(
                "p", Files.createDirectory(scratch.resolve("p")).toString()));
        driver.startPool("p");
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", SIZE)));
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        Files.write(scratch.resolve("p/v"), content);
        driver.engine().submit(JobRequest.of(Busy.OPERATION));
    }

    @AfterEach
    void close() {
        busy.release();
        driver.close();
    }

    /** A job that waits for its second block. */
    private Job slowed(Job job) {
        job.limitSpeed("tester", 1);
        busy.release();
        while (now(job).processed() < BLOCK) {
            Thread.onSpinWait();
        }
        assertThat(now(job).processed()).isEqualTo(BLOCK);
        return job;
    }

    private JobInfo now(Job job) {
        return driver.engine().jobInfo(job.id()).orElseThrow();
    }

    @Test
    void aCloneIsSlowedUntilItsLimitIsTakenAway() throws IOException, InterruptedException {
        Job clone = slowed(driver.cloneVolume(CloneRequest.of("p", "v", "copy").reflink(Reflink.NEVER)));
        clone.limitSpeed("tester", 0);
        assertThat(StorageDriver.finish(clone).processed()).isEqualTo(SIZE);
        assertThat(Files.mismatch(scratch.resolve("p/v"), scratch.resolve("p/copy")))
                .isEqualTo(-1);
    }

    @Test
    void aPausedWipeStaysWhereItIsUntilItIsResumed() throws IOException, InterruptedException {
        Job wipe = slowed(driver.wipeVolume("p", "v", WipeAlgorithm.ZERO));
        wipe.pause("tester");
        wipe.limitSpeed("tester", 0);
        assertThat(now(wipe).status()).isEqualTo(JobStatus.PAUSED);
        assertThat(now(wipe).processed()).isEqualTo(BLOCK);
        assertThat(Files.readAllBytes(scratch.resolve("p/v"))[BLOCK + BLOCK / 2 + 1])
                .isEqualTo(secondBlock());
        wipe.resume("tester");
        assertThat(StorageDriver.finish(wipe).processed()).isEqualTo(SIZE);
        assertThat(Files.readAllBytes(scratch.resolve("p/v"))).containsOnly(0);
    }

    private static byte secondBlock() {
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        return content[BLOCK + BLOCK / 2 + 1];
    }
}

package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolState;
import org.jobledger.storage.StopOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.VolumeUpload;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Backends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The faults of libvirt's storage driver that this one must not have, by their numbers. Number 5 (an orphaned qemu-img) is in
 * {@link KilledImageTest}, number 10 (partitions of a disk) in DiskPoolTest.
 */
class LibvirtFaultsTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path scratch;

    private final Busy busy = new Busy();
    private final SlowBackend backend = new SlowBackend();
    private StorageDriver driver;

    @BeforeEach
    void aPool() throws IOException {
        open(OpenMode.RECOVER, 8);
        pool("p");
    }

    private void open(OpenMode mode, int workers) {
        LedgerOperations operations = new LedgerOperations(new Backends(List.of(backend)));
        EngineConfig.Builder config =
                JobEngine.at(scratch.resolve("ledger")).mode(mode).workers(workers);
        operations.all().forEach(config::operation);
        driver = operations.on(config.operation(busy.operation()).open(), Optional.empty(), true);
    }

    private void pool(String name) throws IOException {
        driver.definePool(PoolDefinition.dir(
                name, Files.createDirectory(scratch.resolve(name)).toString()));
        driver.startPool(name);
    }

    private void volume(String pool, String name) throws InterruptedException {
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw(pool, name, 4 * MIB)));
    }

    @AfterEach
    void close() {
        busy.release();
        backend.release();
        driver.close();
    }

    private static void assertBusy(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(VolumeBusyException.class);
    }

    @Test
    void fault1AnOpenUploadOrDownloadKeepsWhoeverWouldChangeTheVolumeOutUntilItIsClosed() throws Exception {
        volume("p", "v");
        StreamRequest all = StreamRequest.of("p", "v");
        List<ThrowingCallable> changes = List.of(
                () -> driver.wipeVolume("p", "v", WipeAlgorithm.ZERO),
                () -> driver.resizeVolume("p", "v", 9 * MIB, Set.of()),
                () -> driver.deleteVolume("p", "v"),
                () -> driver.upload(all));
        try (VolumeUpload upload = driver.upload(all)) {
            upload.write(new byte[MIB]);
            changes.forEach(LibvirtFaultsTest::assertBusy);
            assertBusy(() -> driver.download(all));
            upload.commit();
        }
        try (VolumeDownload download = driver.download(all)) {
            assertThat(download.readNBytes(4 * MIB)).hasSize(4 * MIB);
            changes.forEach(LibvirtFaultsTest::assertBusy);
            assertThat(download.read()).isEqualTo(-1);
            StorageDriver.finish(driver.deleteVolume("p", "v"));
        }
    }

    @Test
    void fault2AVolumeThatIsBeingWipedIsNeitherClonedNorDownloaded() throws Exception {
        volume("p", "v");
        driver.close();
        open(OpenMode.RECOVER, 1);
        driver.engine().submit(JobRequest.of(Busy.OPERATION));
        Job wipe = driver.wipeVolume("p", "v", WipeAlgorithm.ZERO);
        assertBusy(() -> driver.cloneVolume(CloneRequest.of("p", "v", "w")));
        assertBusy(() -> driver.download(StreamRequest.of("p", "v")));
        busy.release();
        StorageDriver.finish(wipe);
        assertThat(scratch.resolve("p/w")).doesNotExist();
    }

    @Test
    void fault3ClonesInBothDirectionsAtOnceAllEnd() throws Exception {
        pool("q");
        volume("p", "v");
        volume("q", "v");
        StorageDriver patient = driver.waiting(Duration.ofMinutes(5));
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            jobs.add(patient.cloneVolume(CloneRequest.of("p", "v", "q", "from-p" + i)));
            jobs.add(patient.cloneVolume(CloneRequest.of("q", "v", "p", "from-q" + i)));
            jobs.add(patient.wipeVolume(i % 2 == 0 ? "p" : "q", "v", WipeAlgorithm.ZERO));
        }
        for (Job job : jobs) {
            JobStats stats = job.await();
            assertThat(stats.type()).as(stats.message()).isEqualTo(JobInfoType.COMPLETED);
        }
    }

    @Test
    void fault4AVolumeWhoseCopyingWasCutOffIsNotListedAsHealthy() throws Exception {
        volume("p", "v");
        driver.close();
        open(OpenMode.RECOVER, 1);
        driver.engine().submit(JobRequest.of(Busy.OPERATION));
        driver.cloneVolume(CloneRequest.of("p", "v", "w"));
        driver.close();
        // Half of it is there.
        Files.write(scratch.resolve("p/w"), new byte[2 * MIB]);
        open(OpenMode.INSPECT, 1);
        VolumeInfo half = driver.volume("p", "w");
        assertThat(half.state()).isEqualTo(VolumeState.CLONING);
        assertThat(half.note()).contains("was interrupted");
        assertThat(driver.volumes("p"))
                .filteredOn(volume -> volume.state() == VolumeState.HEALTHY)
                .extracting(VolumeInfo::name)
                .containsExactly("v");
    }

    @Test
    void fault6WhoeverCallsMayGoAndAnybodyCanCancel() throws Exception {
        volume("p", "v");
        Job abandoned;
        try (VolumeUpload upload = driver.upload(StreamRequest.of("p", "v"))) {
            abandoned = upload.job();
        }
        assertThat(abandoned.await().type()).isEqualTo(JobInfoType.FAILED);
        driver.close();
        open(OpenMode.RECOVER, 1);
        driver.engine().submit(JobRequest.of(Busy.OPERATION));
        Job clone = driver.cloneVolume(CloneRequest.of("p", "v", "w"));
        driver.engine().job(clone.id()).abort("operator", "no longer wanted");
        busy.release();
        assertThat(clone.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(scratch.resolve("p/w")).doesNotExist();
        StorageDriver.finish(driver.deleteVolume("p", "v"));
    }

    @Test
    void fault7WhatIsShownOfAVolumeGrowsWithTheWork() throws Exception {
        StorageDriver.finish(
                driver.createVolume(VolumeRequest.raw("p", "v", 64 * MIB).allocating(0)));
        try (VolumeUpload upload = driver.upload(StreamRequest.of("p", "v").length(64 * MIB))) {
            for (int part = 1; part <= 3; part++) {
                upload.write(new byte[8 * MIB]);
                long written = part * 8L * MIB;
                while (driver.engine().jobInfo(upload.job().id()).orElseThrow().processed() < written) {
                    Thread.onSpinWait();
                }
                VolumeInfo seen = driver.volume("p", "v");
                assertThat(seen.state()).isEqualTo(VolumeState.UPLOADING);
                assertThat(seen.allocation()).isBetween(written, written + MIB);
            }
        }
    }

    @Test
    void fault8APoolIsRefreshedBesideItsJobs() throws Exception {
        volume("p", "v");
        volume("p", "w");
        try (VolumeUpload upload = driver.upload(StreamRequest.of("p", "v"));
                VolumeDownload download = driver.download(StreamRequest.of("p", "w"))) {
            upload.write(new byte[MIB]);
            JobStats refresh = StorageDriver.finish(driver.refreshPool("p"));
            assertThat(refresh.result().integer("busy")).isEqualTo(2);
            assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.UPLOADING);
            assertThat(download.readAllBytes()).hasSize(4 * MIB);
            upload.commit();
        }
    }

    @Test
    void fault9APoolThatDoesNotAnswerKeepsNobodyFromTheOthers() throws Exception {
        pool("slow");
        backend.hang();
        List<PoolInfo> pools = driver.pools();
        assertThat(pools).extracting(PoolInfo::name).containsExactly("p", "slow");
        assertThat(pools).extracting(PoolInfo::state).containsExactly(PoolState.RUNNING, PoolState.INACCESSIBLE);
        volume("p", "v");
        assertThat(driver.volumes("p")).hasSize(1);
        assertThat(driver.pool("p").state()).isEqualTo(PoolState.RUNNING);
        pool("q");
        backend.release();
        assertThat(driver.pool("slow").state()).isEqualTo(PoolState.RUNNING);
    }

    @Test
    void fault11APoolWhoseStopOrRemovalIsRefusedIsStillThereAfterARestart() throws Exception {
        volume("p", "v");
        try (VolumeUpload upload = driver.upload(StreamRequest.of("p", "v"))) {
            assertThatThrownBy(() -> driver.stopPool("p"))
                    .isInstanceOf(PoolBusyException.class)
                    .hasMessageContaining("has asynchronous jobs running");
            assertThatThrownBy(() -> driver.undefinePool("p")).hasMessageContaining("is active");
            assertThat(upload.job().id()).isPositive();
        }
        driver.close();
        open(OpenMode.RECOVER, 8);
        assertThat(driver.pool("p").state()).isEqualTo(PoolState.RUNNING);
        assertThat(driver.volumes("p")).extracting(VolumeInfo::name).containsExactly("v");
    }

    @Test
    void whoStopsAPoolMayAlsoWaitForItsJobsOrHaveThemStop() throws Exception {
        volume("p", "v");
        VolumeUpload upload = driver.upload(StreamRequest.of("p", "v"));
        Job inLine = driver.waiting(Duration.ofMinutes(5)).wipeVolume("p", "v", WipeAlgorithm.ZERO);
        assertThat(driver.stopPool("p", Set.of(StopOption.ABORT_JOBS)).active()).isFalse();
        assertThat(upload.job().await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(inLine.await().type()).isEqualTo(JobInfoType.CANCELLED);
        upload.close();
        driver.startPool("p");
        Job wipe = driver.wipeVolume("p", "v", WipeAlgorithm.ZERO);
        driver.waiting(Duration.ofMinutes(5)).stopPool("p");
        assertThat(wipe.await().type()).isEqualTo(JobInfoType.COMPLETED);
    }

    @Test
    void fault12EndingAJobFromOutsideWakesItsWaitersAndLeavesNothingBehind() throws Exception {
        volume("p", "v");
        VolumeUpload upload = driver.upload(StreamRequest.of("p", "v"));
        StorageDriver patient = driver.waiting(Duration.ofMinutes(5));
        Job withdrawn = patient.wipeVolume("p", "v", WipeAlgorithm.RANDOM);
        Job wipe = patient.wipeVolume("p", "v", WipeAlgorithm.ZERO);
        withdrawn.abort("operator", "not this one");
        assertThat(withdrawn.await().type()).isEqualTo(JobInfoType.CANCELLED);
        driver.engine().job(upload.job().id()).abort("operator", "nor this one");
        assertThat(wipe.await().type()).isEqualTo(JobInfoType.COMPLETED);
        upload.close();
        StorageDriver.finish(driver.wipeVolume("p", "v", WipeAlgorithm.ZERO));
        assertThat(driver.engine().jobs()).isEmpty();
    }
}

package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.NoSuchPoolException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PoolActiveException;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolExistsException;
import org.jobledger.storage.PoolInactiveException;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolState;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.WipeAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver on a real engine, a real ledger and a real directory. */
class StorageDriverTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path scratch;

    private Path ledger;
    private Path target;
    private StorageDriver driver;

    @BeforeEach
    void open() throws IOException {
        ledger = scratch.resolve("ledger");
        target = Files.createDirectory(scratch.resolve("pool"));
        driver = StorageDriver.open(JobEngine.at(ledger));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void startedPool() {
        driver.definePool(PoolDefinition.dir("p", target.toString()));
        driver.startPool("p");
    }

    private VolumeInfo volume(String name, long size) throws InterruptedException {
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", name, size)));
        return driver.volume("p", name);
    }

    private void reopen(OpenMode mode) {
        driver.close();
        driver = StorageDriver.open(JobEngine.at(ledger).mode(mode));
    }

    @Test
    void aPoolGoesFromDefinedToStartedToStoppedToGone() {
        PoolInfo defined = driver.definePool(PoolDefinition.dir("p", target.toString()));
        assertThat(defined.state()).isEqualTo(PoolState.INACTIVE);
        assertThat(defined.capacity()).isZero();
        PoolInfo started = driver.startPool("p");
        assertThat(started.state()).isEqualTo(PoolState.RUNNING);
        assertThat(started.capacity()).isPositive();
        assertThat(started.uuid()).isEqualTo(defined.uuid());
        assertThat(driver.pools()).extracting(PoolInfo::name).containsExactly("p");
        assertThatThrownBy(() -> driver.undefinePool("p")).isInstanceOf(PoolActiveException.class);
        assertThat(driver.stopPool("p").active()).isFalse();
        driver.undefinePool("p");
        assertThat(driver.pools()).isEmpty();
        assertThatThrownBy(() -> driver.pool("p")).isInstanceOf(NoSuchPoolException.class);
    }

    @Test
    void buildingAPoolMakesItsDirectory() {
        Path fresh = target.resolve("a/b");
        driver.definePool(PoolDefinition.dir("p", fresh.toString()));
        assertThatThrownBy(() -> driver.startPool("p")).isInstanceOf(BackendException.class);
        driver.buildPool("p");
        assertThat(driver.startPool("p").state()).isEqualTo(PoolState.RUNNING);
    }

    @Test
    void definitionsAndVolumesAreThereAfterReopening() throws Exception {
        startedPool();
        volume("v", MIB);
        reopen(OpenMode.INSPECT);
        assertThat(driver.pool("p").state()).isEqualTo(PoolState.RUNNING);
        VolumeInfo volume = driver.volume("p", "v");
        assertThat(volume.state()).isEqualTo(VolumeState.HEALTHY);
        assertThat(volume.recorded()).isTrue();
        assertThat(volume.capacity()).isEqualTo(MIB);
    }

    @Test
    void aVolumeIsMadeListedWipedAndRemoved() throws Exception {
        startedPool();
        VolumeInfo made = volume("v", 3 * MIB + 5);
        assertThat(made.state()).isEqualTo(VolumeState.HEALTHY);
        assertThat(made.allocation()).isGreaterThanOrEqualTo(3 * MIB + 5);
        byte[] data = new byte[(int) (3 * MIB + 5)];
        new Random(1).nextBytes(data);
        Files.write(made.path(), data);
        JobStats stats = StorageDriver.finish(driver.wipeVolume("p", "v", WipeAlgorithm.ZERO));
        assertThat(stats.total()).isEqualTo(3 * MIB + 5);
        assertThat(Files.readAllBytes(made.path())).containsOnly(0).hasSize(data.length);
        assertThat(driver.volumes("p")).extracting(VolumeInfo::state).containsExactly(VolumeState.HEALTHY);
        StorageDriver.finish(driver.deleteVolume("p", "v"));
        assertThat(made.path()).doesNotExist();
        assertThat(driver.volumes("p")).isEmpty();
        assertThat(volume("v", MIB).state()).isEqualTo(VolumeState.HEALTHY);
    }

    @Test
    void aRandomWipeLeavesNoOldByteWhereItWas() throws Exception {
        startedPool();
        VolumeInfo made = volume("v", 2 * MIB);
        StorageDriver.finish(driver.wipeVolume("p", "v", WipeAlgorithm.RANDOM));
        int[] counts = new int[256];
        for (byte each : Files.readAllBytes(made.path())) {
            counts[each & 0xff]++;
        }
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(7000, 9500));
    }

    @Test
    void aFileThatSomebodyElseMadeIsListedAndCanBeWiped() throws Exception {
        startedPool();
        Files.write(target.resolve("foreign"), new byte[] {1, 2, 3});
        VolumeInfo found = driver.volume("p", "foreign");
        assertThat(found.recorded()).isFalse();
        assertThat(found.state()).isEqualTo(VolumeState.HEALTHY);
        StorageDriver.finish(driver.wipeVolume("p", "foreign", WipeAlgorithm.ZERO));
        assertThat(Files.readAllBytes(target.resolve("foreign"))).containsExactly(0, 0, 0);
        assertThat(driver.volume("p", "foreign").recorded()).isTrue();
    }

    @Test
    void aVolumeWhoseFileVanishedIsMissingAndCanBeDeleted() throws Exception {
        startedPool();
        Files.delete(volume("v", MIB).path());
        assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.MISSING);
        assertThatThrownBy(() -> driver.wipeVolume("p", "v", WipeAlgorithm.ZERO))
                .isInstanceOf(NoSuchVolumeException.class);
        StorageDriver.finish(driver.deleteVolume("p", "v"));
        assertThat(driver.volumes("p")).isEmpty();
    }

    @Test
    void badInputIsRefusedAndAppendsNothing() throws Exception {
        startedPool();
        volume("v", MIB);
        Files.createSymbolicLink(target.resolve("link"), ledger);
        long available = driver.pool("p").available();
        assertRefused(NoSuchPoolException.class, "'q'", () -> driver.createVolume(VolumeRequest.raw("q", "v", 1)));
        assertRefused(InvalidNameException.class, "a/b", () -> driver.wipeVolume("p", "a/b", WipeAlgorithm.ZERO));
        assertRefused(InvalidNameException.class, "'..'", () -> driver.deleteVolume("p", ".."));
        assertRefused(InvalidNameException.class, "u000a", () -> driver.volume("p", "a\nb"));
        assertRefused(InvalidValueException.class, "is -1", () -> driver.createVolume(VolumeRequest.raw("p", "w", -1)));
        assertRefused(
                NotEnoughSpaceException.class,
                "does not fit",
                () -> driver.createVolume(VolumeRequest.raw("p", "w", available + (1L << 40))));
        assertRefused(VolumeExistsException.class, "'v'", () -> driver.createVolume(VolumeRequest.raw("p", "v", MIB)));
        assertRefused(NoSuchVolumeException.class, "'none'", () -> driver.wipeVolume("p", "none", WipeAlgorithm.ZERO));
        assertRefused(NoSuchVolumeException.class, "'none'", () -> driver.deleteVolume("p", "none"));
        assertRefused(
                UnsafePathException.class, "symbolic link", () -> driver.wipeVolume("p", "link", WipeAlgorithm.ZERO));
        assertRefused(UnsafePathException.class, "symbolic link", () -> driver.volume("p", "link"));
        assertRefused(
                VolumeExistsException.class,
                "volume 'link' exists already in pool 'p': volume 'link' in pool 'p' is a symbolic link",
                () -> driver.createVolume(VolumeRequest.raw("p", "link", 1)));
        assertRefused(PoolActiveException.class, "'p'", () -> driver.startPool("p"));
        assertRefused(NoSuchPoolException.class, "'q'", () -> driver.startPool("q"));
        assertRefused(
                PoolExistsException.class, "this name", () -> driver.definePool(PoolDefinition.dir("p", "/elsewhere")));
        assertRefused(
                PoolExistsException.class,
                "target",
                () -> driver.definePool(PoolDefinition.dir("q", target.toString())));
        assertRefused(
                InvalidValueException.class,
                "inside the ledger",
                () -> driver.definePool(
                        PoolDefinition.dir("q", ledger.resolve("journal").toString())));
    }

    private void assertRefused(Class<? extends RuntimeException> error, String text, ThrowingCallable call) {
        long before = driver.engine().position();
        assertThatThrownBy(call).isInstanceOf(error).hasMessageContaining(text);
        assertThat(driver.engine().position()).as(text).isEqualTo(before);
    }

    @Test
    void aPoolThatIsNotStartedRefusesItsVolumes() {
        driver.definePool(PoolDefinition.dir("p", target.toString()));
        assertRefused(PoolInactiveException.class, "'p'", () -> driver.volumes("p"));
        assertRefused(PoolInactiveException.class, "'p'", () -> driver.createVolume(VolumeRequest.raw("p", "v", MIB)));
        assertRefused(PoolInactiveException.class, "'p'", () -> driver.stopPool("p"));
    }

    @Test
    void oneDirectoryCannotBeTwoStartedPools() throws IOException {
        startedPool();
        Path alias = Files.createSymbolicLink(scratch.resolve("alias"), target);
        driver.definePool(PoolDefinition.dir("q", alias.toString()));
        assertRefused(PoolExistsException.class, "same directory", () -> driver.startPool("q"));
    }

    @Test
    void aVolumeThatIsBeingWipedIsBusyWithTheTextsPeopleKnow() throws Exception {
        startedPool();
        volume("v", 64 * MIB);
        Job wipe = driver.wipeVolume("p", "v", WipeAlgorithm.PFITZNER33);
        assertThat(driver.volume("p", "v").jobId()).isIn(0L, wipe.id());
        assertThatThrownBy(() -> driver.deleteVolume("p", "v"))
                .isInstanceOf(VolumeBusyException.class)
                .hasMessageMatching("volume 'v' is still in use\\. Held by job " + wipe.id() + " \\(wipe\\).*");
        assertThatThrownBy(() -> driver.wipeVolume("p", "v", WipeAlgorithm.ZERO))
                .isInstanceOf(VolumeBusyException.class);
        assertThatThrownBy(() -> driver.createVolume(VolumeRequest.raw("p", "v", MIB)))
                .isInstanceOf(VolumeBusyException.class);
        assertThatThrownBy(() -> driver.stopPool("p"))
                .isInstanceOf(PoolBusyException.class)
                .hasMessageMatching("pool 'p' has asynchronous jobs running\\. Held by job " + wipe.id()
                        + " \\(wipe of p/v\\) since [0-9TZ:.-]+(, in phase .*)?");
        wipe.abort("test", "seen enough");
        assertThatThrownBy(() -> StorageDriver.finish(wipe))
                .isInstanceOfSatisfying(
                        JobUnsuccessfulException.class,
                        e -> assertThat(e.code()).isEqualTo("job-cancelled"));
        assertThat(driver.volume("p", "v").state()).isIn(VolumeState.UNDEFINED, VolumeState.HEALTHY);
        assertThat(driver.stopPool("p").active()).isFalse();
    }

    @Test
    void aVolumeGrowsAndKeepsWhatIsThere() throws Exception {
        startedPool();
        VolumeInfo made = volume("v", MIB);
        Files.write(made.path(), new byte[] {1, 2, 3}, StandardOpenOption.WRITE);
        JobStats stats = StorageDriver.finish(
                driver.resizeVolume("p", "v", MIB, Set.of(ResizeOption.DELTA, ResizeOption.ALLOCATE)));
        assertThat(stats.processed()).isEqualTo(MIB);
        VolumeInfo grown = driver.volume("p", "v");
        assertThat(grown.capacity()).isEqualTo(2 * MIB);
        assertThat(grown.allocation()).isGreaterThanOrEqualTo(2 * MIB);
        assertThat(Files.readAllBytes(made.path())).startsWith(1, 2, 3, 0).hasSize((int) (2 * MIB));
        assertRefused(InvalidValueException.class, "shrink", () -> driver.resizeVolume("p", "v", MIB, Set.of()));
    }

    @Test
    void anAbortedAllocationLeavesNothing() throws Exception {
        startedPool();
        Job allocate = driver.createVolume(VolumeRequest.raw("p", "v", 4096 * MIB));
        allocate.abort("test", "changed my mind");
        JobStats stats = allocate.await();
        if (stats.type() == JobInfoType.CANCELLED) {
            assertThat(target.resolve("v")).doesNotExist();
            assertThat(driver.volumes("p")).isEmpty();
        }
    }

    @Test
    void aWipeThatTheEngineLeftUnfinishedGoesOnAtTheNextOpeningFromItsCheckpoint() throws Exception {
        startedPool();
        VolumeInfo made = volume("v", 256 * MIB);
        Job wipe = driver.wipeVolume("p", "v", WipeAlgorithm.SCHNEIER);
        while (driver.engine().jobInfo(wipe.id()).map(JobInfo::checkpointed).orElse(Long.MAX_VALUE) == 0) {
            Thread.onSpinWait();
        }
        reopen(OpenMode.HOLD);
        VolumeInfo held = driver.volume("p", "v");
        assertThat(held.state()).isEqualTo(VolumeState.WIPING);
        assertThat(held.jobId()).isEqualTo(wipe.id());
        assertThat(driver.engine().recoveryPlan()).hasSize(1);
        assertThatThrownBy(() -> driver.deleteVolume("p", "v")).isInstanceOf(VolumeBusyException.class);
        reopen(OpenMode.RECOVER);
        assertThat(driver.engine().recoveries()).hasSize(1);
        assertThat(driver.engine().recoveries().get(0).processed()).isGreaterThanOrEqualTo(64 * MIB);
        JobStats stats = end(driver.engine(), wipe.id());
        assertThat(stats.type()).isEqualTo(JobInfoType.COMPLETED);
        assertThat(stats.processed()).isEqualTo(7 * 256 * MIB);
        assertThat(Files.size(made.path())).isEqualTo(256 * MIB);
        assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.HEALTHY);
    }

    private static JobStats end(JobEngine engine, long id) throws InterruptedException {
        try {
            return engine.job(id).await();
        } catch (NoSuchJobException ended) {
            return engine.jobStats(id).orElseThrow();
        }
    }
}

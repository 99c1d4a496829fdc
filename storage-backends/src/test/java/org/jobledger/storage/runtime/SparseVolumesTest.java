package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes that promise more than their pool has, as libvirt's do, and such that have nothing. */
class SparseVolumesTest {
    private static final long TIB = 1L << 40;

    @TempDir
    private Path scratch;

    private StorageDriver driver;
    private long more;

    @BeforeEach
    void start() throws IOException {
        Path target = Files.createDirectory(scratch.resolve("pool"));
        driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")));
        driver.definePool(PoolDefinition.dir("p", target.toString()));
        driver.startPool("p");
        more = driver.pool("p").capacity() + TIB;
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private VolumeInfo made(Job job, String name) throws InterruptedException {
        StorageDriver.finish(job);
        return driver.volume("p", name);
    }

    @Test
    void aSparseVolumeMayBeGreaterThanItsPool() throws Exception {
        VolumeInfo sparse =
                made(driver.createVolume(VolumeRequest.raw("p", "v", more).allocating(0)), "v");
        assertThat(sparse.capacity()).isEqualTo(more);
        assertThat(sparse.allocation()).isZero();
        assertThat(made(driver.cloneVolume(CloneRequest.of("p", "v", "w")), "w").capacity())
                .isEqualTo(more);
        assertThat(made(driver.resizeVolume("p", "v", TIB, Set.of(ResizeOption.DELTA)), "v")
                        .capacity())
                .isEqualTo(more + TIB);
        assertThatThrownBy(() -> driver.resizeVolume("p", "v", TIB, Set.of(ResizeOption.DELTA, ResizeOption.ALLOCATE)))
                .isInstanceOf(NotEnoughSpaceException.class)
                .hasMessageContaining("Not enough space left in storage pool");
        assertThatThrownBy(() -> driver.createVolume(VolumeRequest.raw("p", "x", more)))
                .isInstanceOf(NotEnoughSpaceException.class);
    }

    @Test
    void whatTheFileSystemCannotHoldIsSaidInItsWordsAndLeavesNothing() {
        Job job = driver.createVolume(
                VolumeRequest.raw("p", "v", Long.MAX_VALUE - 4096).allocating(0));
        assertThatThrownBy(() -> StorageDriver.finish(job))
                .isInstanceOf(JobUnsuccessfulException.class)
                .hasMessageContaining("volume 'v' in pool 'p'")
                .hasMessageNotContaining("java.");
        assertThat(driver.volumes("p")).isEmpty();
    }

    @Test
    void aVolumeMayBeginEmptyAndGrow() throws Exception {
        VolumeInfo empty = made(driver.createVolume(VolumeRequest.raw("p", "v", 0)), "v");
        assertThat(empty.capacity()).isZero();
        assertThat(Files.size(empty.path())).isZero();
        assertThat(made(driver.resizeVolume("p", "v", 4096, Set.of(ResizeOption.ALLOCATE)), "v")
                        .allocation())
                .isEqualTo(4096);
    }
}

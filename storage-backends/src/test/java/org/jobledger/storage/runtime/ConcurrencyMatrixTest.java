package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The matrix of what may be done to a volume while it is the source of a clone, and while it is being made. */
class ConcurrencyMatrixTest {
    private static final long MIB = 1 << 20;

    /** The seven calls. */
    enum Call {
        CREATE_FROM(true) {
            @Override
            void on(String volume, ConcurrencyMatrixTest test) throws Exception {
                test.ends(test.driver.cloneVolume(
                        CloneRequest.of("p", volume, "q", "made").sized(8 * MIB, MIB)));
            }
        },
        CLONE(true) {
            @Override
            void on(String volume, ConcurrencyMatrixTest test) throws Exception {
                test.ends(test.driver.cloneVolume(CloneRequest.of("p", volume, "cloned")));
            }
        },
        DOWNLOAD(true) {
            @Override
            void on(String volume, ConcurrencyMatrixTest test) throws Exception {
                try (VolumeDownload stream = test.driver.download(StreamRequest.of("p", volume))) {
                    test.busy.release();
                    assertThat(stream.readAllBytes()).isEqualTo(test.content);
                }
            }
        },
        DELETE(false) {
            @Override
            void on(String volume, ConcurrencyMatrixTest test) throws Exception {
                test.ends(test.driver.deleteVolume("p", volume));
            }
        },
        WIPE(false) {
            @Override
            void on(String volume, ConcurrencyMatrixTest test) throws Exception {
                test.ends(test.driver.wipeVolume("p", volume, WipeAlgorithm.ZERO));
            }
        },
        RESIZE(false) {
            @Override
            void on(String volume, ConcurrencyMatrixTest test) throws Exception {
                test.ends(test.driver.resizeVolume("p", volume, 9 * MIB, Set.<ResizeOption>of()));
            }
        },
        UPLOAD(false) {
            @Override
            void on(String volume, ConcurrencyMatrixTest test) {
                test.driver.upload(StreamRequest.of("p", volume)).close();
            }
        };

        private final boolean reads;

        Call(boolean reads) {
            this.reads = reads;
        }

        abstract void on(String volume, ConcurrencyMatrixTest test) throws Exception;
    }

    @TempDir
    private Path scratch;

    private final Busy busy = new Busy();
    private final byte[] content = new byte[(int) MIB];
    private StorageDriver driver;
    private Job clone;

    @BeforeEach
    void aCloneThatDoesNotGetOn() throws Exception {
        driver = StorageDriver.open(
                JobEngine.at(scratch.resolve("ledger")).workers(1).operation(busy.operation()));
        for (String pool : new String[] {"p", "q"}) {
            Path target = Files.createDirectory(scratch.resolve(pool));
            driver.definePool(PoolDefinition.dir(pool, target.toString()));
            driver.startPool(pool);
        }
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "source", MIB)));
        new Random(1).nextBytes(content);
        Files.write(scratch.resolve("p/source"), content);
        driver.engine().submit(JobRequest.of(Busy.OPERATION));
        clone = driver.cloneVolume(CloneRequest.of("p", "source", "copy"));
    }

    @AfterEach
    void close() {
        busy.release();
        driver.close();
    }

    private void ends(Job job) throws InterruptedException {
        busy.release();
        StorageDriver.finish(job);
    }

    @ParameterizedTest
    @EnumSource
    void whileAVolumeIsTheSourceOfAClone(Call call) throws Exception {
        if (call.reads) {
            call.on("source", this);
        } else {
            assertThatThrownBy(() -> call.on("source", this))
                    .isInstanceOf(VolumeBusyException.class)
                    .hasMessageMatching("volume.*(in use|being allocated).*")
                    .hasMessageStartingWith("volume 'source' is still in use.");
        }
        assertTheCloneIsWhole();
    }

    @ParameterizedTest
    @EnumSource
    void whileAVolumeIsBeingMade(Call call) throws Exception {
        assertThatThrownBy(() -> call.on("copy", this))
                .isInstanceOf(VolumeBusyException.class)
                .hasMessageMatching("volume.*(in use|being allocated).*")
                .hasMessageStartingWith("volume 'copy' is being allocated.");
        assertTheCloneIsWhole();
    }

    private void assertTheCloneIsWhole() throws InterruptedException, IOException {
        ends(clone);
        assertThat(Files.mismatch(scratch.resolve("p/source"), scratch.resolve("p/copy")))
                .isEqualTo(-1);
    }
}

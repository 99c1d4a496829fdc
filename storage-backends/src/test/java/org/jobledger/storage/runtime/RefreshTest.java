package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.backend.Backends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a refresh makes of what it finds. */
class RefreshTest {
    @TempDir
    private Path scratch;

    private Path pool;
    private StorageDriver driver;

    @BeforeEach
    void open() throws Exception {
        LedgerOperations operations = new LedgerOperations(new Backends(List.of(new SlowBackend())));
        EngineConfig.Builder config = JobEngine.at(scratch.resolve("ledger"));
        operations.all().forEach(config::operation);
        driver = operations.on(config.open(), Optional.empty(), true);
        pool = Files.createDirectory(scratch.resolve("pool"));
        driver.definePool(PoolDefinition.dir("p", pool.toString()));
        driver.startPool("p");
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private Document refresh() throws InterruptedException {
        JobStats stats = StorageDriver.finish(driver.refreshPool("p"));
        assertThat(stats.unit()).isEqualTo("entries");
        assertThat(stats.processed()).isEqualTo(stats.total());
        return stats.result();
    }

    @Test
    void itMergesWhatItFindsAndTellsIt() throws Exception {
        for (String name : new String[] {"same", "gone", "grown", "replaced"}) {
            StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", name, 4096)));
        }
        Files.delete(pool.resolve("gone"));
        Files.write(pool.resolve("grown"), new byte[9000]);
        Files.write(pool.resolve("new"), new byte[100]);
        Files.move(
                Files.write(pool.resolve("other"), new byte[50]),
                pool.resolve("replaced"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectory(pool.resolve("directory"));
        Files.createSymbolicLink(pool.resolve("link"), pool.resolve("same"));
        assertThat(driver.volumes("p").stream().filter(v -> v.name().equals("gone")))
                .extracting(VolumeInfo::state)
                .containsExactly(VolumeState.MISSING);
        Files.write(pool.resolve("bad"), new byte[1]);
        Document result = refresh();
        assertThat(result.integer("entries")).isEqualTo(8);
        assertThat(result.integer("added")).isEqualTo(1);
        assertThat(result.integer("changed")).isEqualTo(2);
        assertThat(result.integer("removed")).isEqualTo(1);
        assertThat(result.integer("same")).isEqualTo(1);
        assertThat(result.integer("other")).isEqualTo(2);
        assertThat(result.integer("unreadable")).isEqualTo(1);
        assertThat(String.valueOf(result.value("failures"))).contains("Input/output error");
        Files.delete(pool.resolve("bad"));
        assertThat(driver.volumes("p"))
                .allMatch(VolumeInfo::recorded)
                .extracting(VolumeInfo::name)
                .containsExactly("grown", "new", "replaced", "same");
        assertThat(driver.volume("p", "grown").capacity()).isEqualTo(9000);
        assertThat(refresh().integer("same")).isEqualTo(4);
    }

    @Test
    void filesThatComeAndGoMeanwhileAreNoError() throws Exception {
        Thread vanishing = new Thread(() -> {
            try {
                for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                    Path file = pool.resolve("temp" + i % 50);
                    Files.write(file, new byte[10]);
                    Files.delete(file);
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        vanishing.start();
        for (int i = 0; i < 10; i++) {
            assertThat(refresh().integer("unreadable")).isZero();
        }
        vanishing.interrupt();
        vanishing.join();
        refresh();
        assertThat(driver.volumes("p")).allMatch(volume -> Files.exists(volume.path()));
    }
}

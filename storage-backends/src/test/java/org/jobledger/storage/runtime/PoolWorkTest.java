package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.PoolState;
import org.jobledger.storage.StopOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeUpload;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.io.Leftovers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The calls on pools as jobs: their phases, who stops them, and what is left then. */
@Timeout(120)
class PoolWorkTest {
    @TempDir
    private static Path scratch;

    private static final StagedPool BACKEND = new StagedPool();
    private static StorageDriver driver;
    private static int tests;

    private String pool = "";
    private Path target;

    @BeforeAll
    static void open() {
        LedgerOperations operations = new LedgerOperations(new Backends(List.of(BACKEND)));
        var ledger = JobEngine.at(scratch.resolve("ledger")).workers(1);
        operations.all().forEach(ledger::operation);
        driver = operations.on(ledger.open(), Optional.empty(), true);
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @BeforeEach
    void definePool() {
        BACKEND.reset();
        pool = "p" + ++tests;
        target = scratch.resolve(pool);
        driver.definePool(PoolDefinition.dir(pool, target.toString()));
    }

    private List<String> phases(long job) {
        return driver.engine().events(job).stream()
                .filter(event -> event.event() instanceof PhaseEntered)
                .map(event -> ((PhaseEntered) event.event()).name())
                .toList();
    }

    @Test
    void aPoolIsBuiltStartedAndLookedAtInPhasesAndItsEntriesAreCounted() throws Exception {
        Files.createDirectory(target);
        Files.writeString(target.resolve("a"), "a");
        Files.writeString(target.resolve("b"), "b");
        JobStats stats = StorageDriver.finish(driver.beginStartPool(pool, Set.of(PoolOption.BUILD)));
        assertThat(stats.operation()).isEqualTo("pool-start");
        assertThat(phases(stats.id())).containsExactly("build", "start", "refresh");
        assertThat(stats.processed()).isEqualTo(2);
        assertThat(stats.total()).isEqualTo(2);
        assertThat(stats.unit()).isEqualTo("entries");
        assertThat(stats.result().integer("added")).isEqualTo(2);
        assertThat(driver.pool(pool).state()).isEqualTo(PoolState.RUNNING);
        driver.stopPool(pool);
        JobStats again = StorageDriver.finish(driver.beginStartPool(pool, Set.of()));
        assertThat(phases(again.id())).containsExactly("start", "refresh");
        assertThat(again.result().integer("same")).isEqualTo(2);
    }

    @Test
    void anAbortedBuildKillsItsProgramAndLeavesThePoolStoppedAndSaysSo() throws Exception {
        BACKEND.endless(true);
        Job job = driver.beginBuildPool(pool, Set.of());
        String mark = "pool-" + driver.pool(pool).uuid();
        while (Leftovers.find(mark).isEmpty()) {
            Thread.onSpinWait();
        }
        job.abort("tester", "enough");
        JobStats ended = job.await();
        assertThat(ended.type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(ended.message())
                .startsWith("pool-build: canceled by client; ")
                .contains("contents undefined");
        assertThat(Leftovers.find(mark)).isEmpty();
        assertThat(driver.pool(pool).state()).isEqualTo(PoolState.INACTIVE);
        BACKEND.endless(false);
        assertThat(driver.buildPool(pool).active()).isFalse();
        assertThat(driver.startPool(pool).active()).isTrue();
    }

    @Test
    void anAbortedStartIsStoppedAgainAndWhoIsRefusedMeanwhileIsToldWhy() throws Exception {
        Files.createDirectory(target);
        BACKEND.hang(true);
        Job job = driver.beginStartPool(pool, Set.of());
        BACKEND.awaitStarting();
        assertThatThrownBy(() -> driver.startPool(pool))
                .isInstanceOf(PoolBusyException.class)
                .hasMessageStartingWith("pool '" + pool + "' is still in use. Held by job " + job.id())
                .hasMessageContaining("(pool-start of " + pool + ") since ")
                .hasMessageEndingWith(", in phase 2/3 start");
        assertThatThrownBy(() -> driver.undefinePool(pool)).isInstanceOf(PoolBusyException.class);
        job.abort("tester", "enough");
        assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(BACKEND.started()).isFalse();
        assertThat(driver.pool(pool).state()).isEqualTo(PoolState.INACTIVE);
        BACKEND.hang(false);
        assertThat(driver.startPool(pool).active()).isTrue();
    }

    @Test
    void nothingStaysOfATransientPoolWhoseStartIsAborted() throws Exception {
        BACKEND.hang(true);
        PoolDefinition passing = PoolDefinition.dir("t", scratch.resolve("t").toString());
        Job job = driver.beginCreatePool(passing, Set.of(PoolOption.BUILD));
        BACKEND.awaitStarting();
        job.abort("tester", "enough");
        assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(BACKEND.started()).isFalse();
        assertThat(driver.pools()).extracting(PoolInfo::name).doesNotContain("t");
    }

    @Test
    void whoeverWaitsAndIsInterruptedStopsTheJobAndKeepsTheInterrupt() throws Exception {
        Files.createDirectory(target);
        BACKEND.hang(true);
        List<Object> seen = new CopyOnWriteArrayList<>();
        Thread caller = new Thread(() -> {
            try {
                seen.add(driver.startPool(pool));
            } catch (JobUnsuccessfulException e) {
                seen.add(e.code());
            }
            seen.add(Thread.currentThread().isInterrupted());
        });
        caller.start();
        BACKEND.awaitStarting();
        caller.interrupt();
        caller.join();
        assertThat(seen).containsExactly("job-cancelled", true);
        assertThat(driver.pool(pool).active()).isFalse();
    }

    @Test
    void whoWaitsIsToldWhatTheJobFailedWithAsIfThereWereNone() throws Exception {
        Files.createDirectory(target);
        Files.writeString(target.resolve("data"), "x");
        assertThatThrownBy(() -> driver.deletePool(pool))
                .isInstanceOf(BackendException.class)
                .hasMessage("directory '" + target + "' of pool '" + pool + "' is not empty")
                .hasCauseInstanceOf(JobUnsuccessfulException.class);
        assertThat(driver.engine().finishedJobs(1)).singleElement().satisfies(job -> {
            assertThat(job.operation()).isEqualTo("pool-delete");
            assertThat(job.code()).isEqualTo("backend");
        });
    }

    /** The only worker has the upload. */
    @Test
    void aPoolIsStoppedThoughTheJobsOnItHaveAllWorkers() throws Exception {
        driver.startPool(pool, Set.of(PoolOption.BUILD));
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw(pool, "v", 4096)));
        try (VolumeUpload upload = driver.upload(StreamRequest.of(pool, "v"))) {
            assertThatThrownBy(() -> driver.stopPool(pool)).isInstanceOf(PoolBusyException.class);
            assertThat(driver.stopPool(pool, Set.of(StopOption.ABORT_JOBS)).active())
                    .isFalse();
            assertThat(upload.job().await().type()).isNotEqualTo(JobInfoType.COMPLETED);
        }
        assertThat(BACKEND.started()).isFalse();
    }

    @Test
    void poolsThatStartByThemselvesWaitForAWorkerAndOfTwoThatCanEachGetsIt() throws Exception {
        driver.startPool(pool, Set.of(PoolOption.BUILD));
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw(pool, "v", 4096)));
        for (String name : List.of("q", "r")) {
            driver.definePool(PoolDefinition.dir(
                    name, Files.createDirectory(scratch.resolve(name)).toString()));
            driver.setPoolAutostart(name, true);
        }
        CompletableFuture<List<PoolInfo>> all;
        try (VolumeUpload upload = driver.upload(StreamRequest.of(pool, "v"))) {
            all = CompletableFuture.supplyAsync(driver::startAutostartPools);
            while (driver.engine().jobs().stream()
                            .filter(job -> job.operation().equals("pool-start"))
                            .count()
                    < 2) {
                Thread.onSpinWait();
            }
            assertThat(all).isNotDone();
            assertThat(driver.pools()).as("who reads waits for nobody").isNotEmpty();
            upload.write(new byte[4096]);
            upload.commit();
        }
        assertThat(all.get()).extracting(PoolInfo::active).containsExactly(true, true);
    }

    @Test
    void optionsThatExcludeEachOtherMakeNoJob() {
        long position = driver.engine().position();
        assertThatThrownBy(() -> driver.beginBuildPool(pool, Set.of(BuildOption.values())))
                .hasMessageContaining("exclude each other");
        assertThatThrownBy(() -> driver.beginStartPool(pool, Set.of())).hasMessageContaining("does not exist");
        assertThat(driver.engine().position()).isEqualTo(position);
    }
}

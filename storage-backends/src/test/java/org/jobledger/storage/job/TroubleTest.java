package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.QemuImg;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wipe of many blocks that are written at a time, whose disk fails, whose file vanishes, or whose file somebody wants meanwhile. */
class TroubleTest {
    private static final PoolName POOL = new PoolName("p");
    private static final VolumeName VOLUME = new VolumeName("v");
    private static final int BLOCK = 65_536;
    private static final int SIZE = 20 * BLOCK + 17;
    private static final Pace AHEAD = new Pace(BLOCK, 4 * BLOCK, 0, Duration.ofHours(1), true);

    @TempDir
    private Path directory;

    private final Trap trap = new Trap();
    private ResourcesFixture ledger;
    private Definitions definitions;
    private TrappedBackend backend;
    private Path file;

    @BeforeEach
    void aVolume() throws IOException {
        ledger = new ResourcesFixture(trap);
        definitions = new Definitions(ledger);
        definitions.put(new PoolRecord(PoolDefinition.dir("p", directory.toString()), true));
        definitions.put(POOL, VOLUME, VolumeRecord.raw(SIZE, Condition.READY, 3));
        backend = new TrappedBackend(new DirBackend(), trap);
        byte[] data = new byte[SIZE];
        java.util.Arrays.fill(data, (byte) 0x5a);
        file = Files.write(directory.resolve("v"), data);
    }

    private JobFixture wipe(WipeAlgorithm algorithm, Runnable atPhase) {
        return new JobFixture(
                WipeHandler.parameters(new Target(POOL, VOLUME), algorithm), ledger, trap, phase -> atPhase.run());
    }

    private WipeHandler handler() {
        return new WipeHandler(definitions, new Backends(List.of(backend)), AHEAD);
    }

    private Condition condition() {
        return definitions.find(POOL, VOLUME).orElseThrow().condition();
    }

    @Test
    void blocksThatAreWrittenAtATimeAreAllWrittenAndCountedOnce() throws Exception {
        for (WipeAlgorithm algorithm : List.of(WipeAlgorithm.ZERO, WipeAlgorithm.DOD, WipeAlgorithm.NNSA)) {
            JobFixture job = wipe(algorithm, () -> {});
            job.attempt(handler());
            assertThat(job.processed()).isEqualTo(job.total());
            assertThat(condition()).isEqualTo(Condition.READY);
        }
        assertThat(Files.readAllBytes(file)).hasSize(SIZE).containsOnly(0);
    }

    @Test
    void aDiskThatFailsInTheMiddleIsNamedAndTheContentsAreUndefined() {
        backend.failWritesFrom(9L * BLOCK);
        JobFixture job = wipe(WipeAlgorithm.ZERO, () -> {});
        assertThatThrownBy(() -> job.attempt(handler()))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("cannot wipe volume 'v' in pool 'p'")
                .hasMessageContaining("Input/output error");
        assertThat(condition()).isEqualTo(Condition.UNDEFINED);
        assertThat(job.processed()).isLessThanOrEqualTo(9L * BLOCK);
        assertThat(job.checkpoints())
                .allMatch(state -> state.integer("offset") <= 9L * BLOCK, "no checkpoint is beyond what was written");
    }

    @Test
    void aFileThatVanishesMeanwhileEndsTheWipeAsAnError() {
        JobFixture job = wipe(WipeAlgorithm.ZERO, () -> {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThatThrownBy(() -> job.attempt(handler()))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("is another file than was opened, or is gone");
        assertThat(condition()).isEqualTo(Condition.UNDEFINED);
    }

    @Test
    void qemuIsKeptFromAVolumeThatIsBeingWiped() throws Exception {
        Assumptions.assumeTrue(QemuImg.installed(), "NOT TESTED: locks of QEMU, because qemu-img is not installed");
        String[] said = {""};
        JobFixture job = wipe(WipeAlgorithm.ZERO, () -> said[0] = qemuReads());
        job.attempt(handler());
        assertThat(said[0]).contains("Failed to get", "lock");
        assertThat(qemuReads()).contains("Run completed");
        assertThat(definitions.find(POOL, VOLUME).orElseThrow().layout()).isEqualTo(VolumeFormat.RAW);
    }

    private String qemuReads() {
        try {
            Process process = new ProcessBuilder("qemu-img", "bench", "-c", "1", "-f", "raw", file.toString())
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeReplacedException;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeSecrets;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.FileStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Making and removing volumes in a real directory, with crashes between any two steps. */
class AllocateHandlerTest {
    private static final PoolName POOL = new PoolName("p");
    private static final VolumeName VOLUME = new VolumeName("v");
    private static final long STEP = 1 << 20;
    private static final long SIZE = 3 * STEP + 1234;

    @TempDir
    private Path directory;

    private Trap trap;
    private TrappedBackend backend;
    private ResourcesFixture ledger;
    private Definitions definitions;
    private AllocateHandler allocate;
    private DeleteHandler delete;
    private Path file;

    @BeforeEach
    void newWorld() throws IOException {
        trap = new Trap();
        backend = new TrappedBackend(new DirBackend(), trap);
        ledger = new ResourcesFixture(trap);
        definitions = new Definitions(ledger);
        definitions.put(new PoolRecord(PoolDefinition.dir("p", directory.toString()), true));
        Backends backends = new Backends(List.of(backend));
        allocate =
                new AllocateHandler(definitions, backends, new HeldSecrets(VolumeSecrets.NONE), STEP, WipeWorld.PACE);
        delete = new DeleteHandler(definitions, backends, Pace.USUAL);
        file = directory.resolve("v");
        Files.deleteIfExists(file);
    }

    private JobFixture job(long capacity, long allocation) {
        return new JobFixture(
                AllocateHandler.parameters(VolumeRequest.raw("p", "v", capacity).allocating(allocation), ""),
                ledger,
                trap,
                phase -> {});
    }

    private Optional<Condition> condition() {
        return definitions.find(POOL, VOLUME).map(VolumeRecord::condition);
    }

    @Test
    void aVolumeIsOwnerOnlyAndHasAllItsBlocks() throws Exception {
        JobFixture job = job(SIZE, SIZE);
        job.attempt(allocate);
        assertThat(Files.size(file)).isEqualTo(SIZE);
        assertThat(FileStatus.of(file).orElseThrow().allocated()).isGreaterThanOrEqualTo(SIZE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(job.processed()).isEqualTo(SIZE);
        assertThat(job.paced()).isEqualTo(SIZE);
        assertThat(condition()).contains(Condition.READY);
    }

    @Test
    void aSparseVolumeHasOnlyTheBlocksAskedFor() throws Exception {
        job(SIZE, STEP).attempt(allocate);
        assertThat(Files.size(file)).isEqualTo(SIZE);
        assertThat(FileStatus.of(file).orElseThrow().allocated()).isBetween(STEP, STEP + 65536);
    }

    @Test
    void aCrashAtAnyStepLeavesNoHealthyVolumeAndResumesToAWholeOne() throws Exception {
        long steps = stepsOf(job(SIZE, SIZE));
        for (long step = 1; step <= steps; step++) {
            newWorld();
            JobFixture job = job(SIZE, SIZE);
            crash(job, step);
            assertNothingLooksHealthyUnlessWhole();
            job.attempt(allocate);
            assertThat(Files.size(file)).isEqualTo(SIZE);
            assertThat(FileStatus.of(file).orElseThrow().allocated()).isGreaterThanOrEqualTo(SIZE);
            assertThat(condition()).contains(Condition.READY);
            assertThat(job.processed()).isEqualTo(SIZE);
        }
    }

    @Test
    void aCrashAtAnyStepCanBeRolledBackWithoutATrace() throws Exception {
        long steps = stepsOf(job(SIZE, SIZE));
        for (long step = 1; step <= steps; step++) {
            newWorld();
            JobFixture job = job(SIZE, SIZE);
            crash(job, step);
            job.undo(allocate);
            job.undo(allocate);
            assertThat(file).doesNotExist();
            assertThat(condition()).isEmpty();
        }
    }

    private void assertNothingLooksHealthyUnlessWhole() throws IOException {
        if (Files.exists(file)) {
            assertThat(condition()).isPresent();
            assertThat(condition().orElseThrow() == Condition.INCOMPLETE || Files.size(file) == SIZE)
                    .isTrue();
        }
    }

    private long stepsOf(JobFixture job) throws Exception {
        trap.disarm();
        job.attempt(allocate);
        return trap.steps();
    }

    private void crash(JobFixture job, long step) {
        trap.arm(step);
        assertThatThrownBy(() -> job.attempt(allocate)).isInstanceOf(Crash.class);
        trap.disarm();
    }

    @Test
    void anAbortRemovesTheFile() throws Exception {
        JobFixture job = job(SIZE, SIZE);
        job.abortAt(STEP);
        assertThatThrownBy(() -> job.attempt(allocate)).isInstanceOf(JobAbortedException.class);
        job.undo(allocate);
        assertThat(file).doesNotExist();
        assertThat(condition()).isEmpty();
    }

    @Test
    void aFullDiskIsNamedAndLeavesNothing() throws Exception {
        backend.room(2 * STEP);
        JobFixture job = job(SIZE, SIZE);
        assertThatThrownBy(() -> job.attempt(allocate))
                .isInstanceOf(NotEnoughSpaceException.class)
                .hasMessageContaining("volume 'v' in pool 'p'");
        job.undo(allocate);
        assertThat(file).doesNotExist();
        assertThat(condition()).isEmpty();
    }

    @Test
    void aForeignFileOfThatNameIsNeitherTakenNorRemoved() throws Exception {
        Files.writeString(file, "not ours");
        JobFixture job = job(SIZE, SIZE);
        assertThatThrownBy(() -> job.attempt(allocate)).isInstanceOf(VolumeExistsException.class);
        job.undo(allocate);
        assertThat(file).hasContent("not ours");
        assertThat(condition()).isEmpty();
    }

    @Test
    void aFileThatReplacedOursIsNeitherContinuedNorRemoved() throws Exception {
        JobFixture job = job(SIZE, SIZE);
        crash(job, 15);
        Path other = directory.resolve("other");
        Files.writeString(other, "not ours");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> job.attempt(allocate)).isInstanceOf(VolumeReplacedException.class);
        job.undo(allocate);
        assertThat(file).hasContent("not ours");
        assertThat(condition()).isEmpty();
    }

    @Test
    void aSymbolicLinkOfThatNameIsNotFollowed() throws Exception {
        Path outside = Files.createTempFile("outside", "");
        Files.delete(outside);
        Files.createSymbolicLink(file, outside);
        assertThatThrownBy(() -> job(SIZE, SIZE).attempt(allocate)).isInstanceOf(VolumeExistsException.class);
        assertThat(outside).doesNotExist();
    }

    @Test
    void aCrashAtAnyStepOfADeletionIsFinishedByTheNextAttempt() throws Exception {
        for (long step = 1; step <= 5; step++) {
            newWorld();
            job(SIZE, SIZE).attempt(allocate);
            JobFixture deletion = new JobFixture(
                    DeleteHandler.parameters(new Target(POOL, VOLUME), Set.of()), ledger, trap, phase -> {});
            trap.arm(step);
            assertThatThrownBy(() -> deletion.attempt(delete)).isInstanceOf(Crash.class);
            trap.disarm();
            deletion.attempt(delete);
            assertThat(file).doesNotExist();
            assertThat(condition()).isEmpty();
        }
    }

    @Test
    void aResizeThatIsStoppedWhileItAllocatesLeavesAVolumeThatIsKnownWithItsNewSize() throws Exception {
        job(STEP, STEP).attempt(allocate);
        JobFixture resize = new JobFixture(
                ResizeHandler.parameters(new Target(POOL, VOLUME), SIZE, Set.of(ResizeOption.ALLOCATE), ""),
                ledger,
                trap,
                phase -> {});
        ResizeHandler handler = new ResizeHandler(
                definitions, new Backends(List.of(backend)), new HeldSecrets(VolumeSecrets.NONE), STEP);
        resize.abortAt(STEP);
        assertThatThrownBy(() -> resize.attempt(handler)).isInstanceOf(JobAbortedException.class);
        assertThat(resize.processed()).isEqualTo(STEP);
        assertThat(Files.size(file)).isEqualTo(SIZE);
        assertThat(definitions.find(POOL, VOLUME).orElseThrow().capacity()).isEqualTo(SIZE);
    }
}

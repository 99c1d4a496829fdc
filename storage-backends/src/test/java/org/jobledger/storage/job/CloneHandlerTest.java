package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeChangedException;
import org.jobledger.storage.VolumeIncompleteException;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeSecrets;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;
import org.jobledger.storage.io.FileStatus;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies in a real directory. */
class CloneHandlerTest {
    private static final PoolName POOL = new PoolName("p");
    private static final long MIB = 1 << 20;
    private static final CloneRequest COPY = CloneRequest.of("p", "s", "c");

    @TempDir
    private Path directory;

    private final Trap trap = new Trap();
    private TrappedBackend backend;
    private ResourcesFixture ledger;
    private Definitions definitions;
    private CloneHandler handler;
    private Path source;
    private Path copy;

    @BeforeEach
    void aSourceWithHoles() throws IOException {
        backend = new TrappedBackend(new DirBackend(), trap);
        ledger = new ResourcesFixture(trap);
        definitions = new Definitions(ledger);
        definitions.put(new PoolRecord(PoolDefinition.dir("p", directory.toString()), true));
        handler = new CloneHandler(
                definitions, new Backends(List.of(backend)), new HeldSecrets(VolumeSecrets.NONE), Pace.USUAL);
        source = directory.resolve("s");
        copy = directory.resolve("c");
        byte[] data = new byte[(int) MIB];
        new Random(1).nextBytes(data);
        try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
            file.seek(3 * MIB);
            file.write(data);
            file.seek(21 * MIB);
            file.write(data, 0, 5000);
            file.setLength(40 * MIB + 17);
            file.getFD().sync();
        }
    }

    private JobFixture job(CloneRequest request) {
        return new JobFixture(CloneHandler.parameters(request, ""), ledger, trap, phase -> {});
    }

    private Optional<Condition> condition() {
        return definitions.find(POOL, new VolumeName("c")).map(VolumeRecord::condition);
    }

    private static long allocated(Path file) throws IOException {
        return FileStatus.of(file).orElseThrow().allocated();
    }

    @Test
    void aCopyIsEqualAndItsHolesStayHoles() throws Exception {
        JobFixture job = job(COPY);
        job.attempt(handler);
        assertThat(Files.mismatch(source, copy)).isEqualTo(-1);
        assertThat(allocated(copy)).isLessThan(2 * MIB);
        assertThat(job.processed()).isEqualTo(40 * MIB + 17);
        assertThat(job.total()).isEqualTo(40 * MIB + 17);
        assertThat(condition()).contains(Condition.READY);
    }

    @Test
    void aCopyMayBeLargerAndAllocatedAndCountsBoth() throws Exception {
        JobFixture job = job(COPY.sized(50 * MIB, 45 * MIB));
        job.attempt(handler);
        assertThat(Files.size(copy)).isEqualTo(50 * MIB);
        assertThat(Files.mismatch(source, copy)).isEqualTo(40 * MIB + 17);
        assertThat(allocated(copy)).isGreaterThanOrEqualTo(45 * MIB);
        assertThat(job.processed()).isEqualTo(85 * MIB + 17);
        assertThat(job.paced()).isBetween(46 * MIB, 47 * MIB);
    }

    @Test
    void aCopySmallerThanItsSourceIsRefused() {
        assertThatThrownBy(() -> job(COPY.sized(MIB, 0)).attempt(handler))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("1048576");
        assertThat(copy).doesNotExist();
    }

    @Test
    void theFileHasTheModeThatWasAskedForWhateverTheUmask() throws Exception {
        job(COPY.withMode(VolumeMode.of("0664"))).attempt(handler);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-rw-r--");
    }

    @Test
    void anAbortRemovesTheCopy() throws Exception {
        JobFixture job = job(COPY);
        job.abortAt(4 * MIB);
        assertThatThrownBy(() -> job.attempt(handler)).isInstanceOf(JobAbortedException.class);
        job.undo(handler);
        assertThat(copy).doesNotExist();
        assertThat(condition()).isEmpty();
    }

    @Test
    void aFullDiskIsNamedAndLeavesNothing() throws Exception {
        backend.room(20 * MIB);
        JobFixture job = job(COPY.reflink(Reflink.NEVER));
        assertThatThrownBy(() -> job.attempt(handler))
                .isInstanceOf(NotEnoughSpaceException.class)
                .hasMessageContaining("volume 'c' in pool 'p'")
                .hasMessageContaining("no space left");
        job.undo(handler);
        assertThat(copy).doesNotExist();
    }

    @Test
    void anErrorOfTheDiskIsNamedAndLeavesNothing() throws Exception {
        backend.failReadsFrom(20 * MIB);
        JobFixture job = job(COPY.reflink(Reflink.NEVER));
        assertThatThrownBy(() -> job.attempt(handler))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("volume 's' in pool 'p'")
                .hasMessageContaining("Input/output error");
        job.undo(handler);
        assertThat(copy).doesNotExist();
        assertThat(condition()).isEmpty();
    }

    @Test
    void aSourceThatWasWrittenToWhileTheEngineWasDownEndsTheClone() throws Exception {
        JobFixture job = job(COPY.reflink(Reflink.NEVER));
        trap.arm(14);
        assertThatThrownBy(() -> job.attempt(handler)).isInstanceOf(Crash.class);
        trap.disarm();
        assertThat(job.checkpoint()).isPresent();
        Files.setLastModifiedTime(source, FileTime.fromMillis(1_000_000));
        assertThatThrownBy(() -> job.attempt(handler)).isInstanceOf(VolumeChangedException.class);
        job.undo(handler);
        assertThat(copy).doesNotExist();
    }

    @Test
    void aSourceThatIsNotWholeIsRefusedAndOneThatIsUndefinedMakesUndefinedCopies() throws Exception {
        VolumeName name = new VolumeName("s");
        definitions.put(POOL, name, VolumeRecord.raw(1, Condition.INCOMPLETE, 3));
        assertThatThrownBy(() -> job(COPY).attempt(handler)).isInstanceOf(VolumeIncompleteException.class);
        definitions.put(POOL, name, VolumeRecord.raw(1, Condition.UNDEFINED, 3));
        job(COPY).attempt(handler);
        assertThat(condition()).contains(Condition.UNDEFINED);
    }

    @Test
    void sharingThatIsAskedForAndCannotBeIsRefusedByName() throws Exception {
        Assumptions.assumeTrue(
                Files.getFileStore(directory).type().startsWith("ext"),
                "NOT TESTED: only ext* surely shares no blocks");
        JobFixture job = job(COPY.reflink(Reflink.ALWAYS));
        assertThatThrownBy(() -> job.attempt(handler))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessageContaining("cannot share blocks");
        job.undo(handler);
        assertThat(copy).doesNotExist();
    }
}

package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeUpload;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.io.QemuImg;
import org.jobledger.storage.runtime.TroubledPool.Trouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every long call in every trouble: how it ends, what it says, what becomes of the volume "v" that was there and of the volume "c" that it
 * makes, and that the same call does its work once the trouble is over.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {
    private static final int SIZE = 1 << 20;
    private static final int HALF = SIZE / 2;

    private final TroubledPool backend = new TroubledPool();
    private Path directory;
    private StorageDriver driver;
    private boolean mounted;

    @BeforeAll
    void aPoolOnAFileSystemOfItsOwn(@TempDir Path scratch) throws Exception {
        directory = Files.createDirectory(scratch.resolve("pool"));
        mounted = runs("mount", "-t", "tmpfs", "-o", "size=16m", "jobledger-test", directory.toString());
        LedgerOperations operations = new LedgerOperations(new Backends(List.of(backend)));
        var ledger = JobEngine.at(scratch.resolve("ledger"));
        operations.all().forEach(ledger::operation);
        driver = operations.on(ledger.open(), Optional.empty(), true);
        driver.definePool(PoolDefinition.dir("p", directory.toString()));
        driver.startPool("p");
    }

    @AfterAll
    void close() throws Exception {
        driver.close();
        if (mounted) {
            assertThat(runs("umount", directory.toString())).isTrue();
        }
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    private void volumes() throws Exception {
        for (VolumeInfo volume : driver.volumes("p")) {
            StorageDriver.finish(driver.deleteVolume("p", volume.name()));
        }
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", SIZE)));
        byte[] data = new byte[SIZE];
        new Random(7).nextBytes(data);
        Files.write(directory.resolve("v"), data);
    }

    private void call(String call) throws Exception {
        switch (call) {
            case "allocate" -> finish(driver.createVolume(VolumeRequest.raw("p", "c", SIZE)));
            case "resize" -> finish(driver.resizeVolume("p", "v", 2L * SIZE, Set.of(ResizeOption.ALLOCATE)));
            case "download" -> {
                try (VolumeDownload download = driver.download(StreamRequest.of("p", "v"))) {
                    download.transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
            case "upload" -> {
                try (VolumeUpload upload = driver.upload(StreamRequest.of("p", "v"))) {
                    for (int i = 0; i < 16; i++) {
                        upload.write(new byte[SIZE / 16]);
                    }
                    upload.commit();
                }
            }
            case "clone" ->
                finish(driver.cloneVolume(CloneRequest.of("p", "v", "c").reflink(Reflink.NEVER)));
            case "convert" ->
                finish(driver.cloneVolume(CloneRequest.of("p", "v", "c").as(VolumeFormat.of("qcow2"))));
            case "wipe" -> finish(driver.wipeVolume("p", "v", WipeAlgorithm.ZERO));
            case "delete" -> finish(driver.deleteVolume("p", "v", Set.of(DeleteOption.ZEROED)));
            default -> throw new IllegalArgumentException(call);
        }
    }

    private static void finish(Job job) throws InterruptedException {
        JobStats unused = StorageDriver.finish(job);
    }

    private String state(String volume) {
        return driver.volumes("p").stream()
                .filter(info -> info.name().equals(volume))
                .map(info -> info.state().name())
                .findFirst()
                .orElse("-");
    }

    /** How it ended, with what code, saying what. */
    private record End(String how, String code, String text) {}

    private End end(String call) {
        long before = driver.engine().finishedJobs(1).get(0).id();
        try {
            call(call);
            return new End("done", "", "");
        } catch (Exception e) {
            JobStats last = driver.engine().finishedJobs(1).get(0);
            if (last.id() == before) {
                return new End(
                        "refused",
                        e instanceof StorageException known ? known.code() : "",
                        String.valueOf(e.getMessage()));
            }
            assertThat(last.type()).as(last.message()).isEqualTo(JobInfoType.FAILED);
            return new End("failed", last.code(), last.message());
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # call   | trouble  | of | ends    | code             | saying                                           | v         | c
            allocate | EIO      | c  | failed  | backend          | cannot allocate volume 'c' in pool 'p': * Input/output error | HEALTHY | -
            allocate | ENOSPC   | c  | failed  | not-enough-space | cannot allocate volume 'c' in pool 'p': no space left | HEALTHY   | -
            allocate | VANISHED | c  | failed  | backend          | cannot allocate volume 'c' in pool 'p': * /c: is another file than was opened, or is gone | HEALTHY | -
            resize   | EIO      | v  | failed  | backend          | cannot resize volume 'v' in pool 'p': * Input/output error | HEALTHY | -
            resize   | ENOSPC   | v  | failed  | not-enough-space | cannot resize volume 'v' in pool 'p': no space left | HEALTHY   | -
            resize   | VANISHED | v  | failed  | backend          | cannot resize volume 'v' in pool 'p': * /v: is another file than was opened, or is gone | MISSING | -
            download | EIO      | v  | failed  | backend          | cannot download volume 'v' in pool 'p': * Input/output error | HEALTHY | -
            download | ENOSPC   | v  | done    |                  |                                                  | HEALTHY   | -
            download | VANISHED | v  | failed  | backend          | cannot download volume 'v' in pool 'p': * /v: is another file than was opened, or is gone | MISSING | -
            upload   | EIO      | v  | failed  | backend          | cannot upload to volume 'v' in pool 'p': * Input/output error | UNDEFINED | -
            upload   | ENOSPC   | v  | failed  | not-enough-space | cannot upload to volume 'v' in pool 'p': no space left | UNDEFINED | -
            upload   | VANISHED | v  | failed  | backend          | cannot upload to volume 'v' in pool 'p': * /v: is another file than was opened, or is gone | MISSING | -
            clone    | EIO      | v  | failed  | backend          | cannot make volume 'c' in pool 'p' as a copy of volume 'v' in pool 'p': * Input/output error | HEALTHY | -
            clone    | EIO      | c  | failed  | backend          | cannot make volume 'c' in pool 'p' as a copy of volume 'v' in pool 'p': * Input/output error | HEALTHY | -
            clone    | ENOSPC   | c  | failed  | not-enough-space | cannot make volume 'c' in pool 'p' as a copy of volume 'v' in pool 'p': no space left | HEALTHY | -
            clone    | VANISHED | v  | failed  | backend          | /v: is another file than was opened, or is gone  | MISSING   | -
            clone    | VANISHED | c  | failed  | backend          | /c: is another file than was opened, or is gone  | HEALTHY   | -
            convert  | EIO      | v  | failed  | backend          | cannot make volume 'c' in pool 'p' as a copy of volume 'v' in pool 'p': * Input/output error | HEALTHY | -
            convert  | ENOSPC   | c  | failed  | not-enough-space | cannot make volume 'c' in pool 'p' as a copy of volume 'v' in pool 'p' | HEALTHY | -
            convert  | VANISHED | v  | failed  | backend          | /v: is another file than was opened, or is gone  | MISSING   | -
            convert  | VANISHED | c  | failed  | backend          | /c: is another file than was opened, or is gone  | HEALTHY   | -
            wipe     | EIO      | v  | failed  | backend          | cannot wipe volume 'v' in pool 'p': * Input/output error | UNDEFINED | -
            wipe     | ENOSPC   | v  | failed  | not-enough-space | cannot wipe volume 'v' in pool 'p': no space left | UNDEFINED | -
            wipe     | VANISHED | v  | failed  | backend          | cannot wipe volume 'v' in pool 'p': * /v: is another file than was opened, or is gone | MISSING | -
            delete   | EIO      | v  | failed  | backend          | cannot wipe volume 'v' in pool 'p': * Input/output error | UNDEFINED | -
            delete   | ENOSPC   | v  | failed  | not-enough-space | cannot wipe volume 'v' in pool 'p': no space left | UNDEFINED | -
            delete   | VANISHED | v  | failed  | backend          | cannot wipe volume 'v' in pool 'p': * /v: is another file than was opened, or is gone | MISSING | -
            """)
    void aTroubleInTheMiddle(
            String call, Trouble trouble, String of, String how, String code, String saying, String v, String c)
            throws Exception {
        volumes();
        Path rest = directory.resolve("rest");
        if (call.equals("convert")) {
            requireProgram();
        }
        try (AutoCloseable unreadable = call.equals("convert") ? real(trouble, of, rest) : () -> {}) {
            if (!call.equals("convert") || trouble == Trouble.VANISHED) {
                backend.trouble(trouble, of, call.equals("resize") ? SIZE + HALF : HALF);
            }
            requireEnd(end(call), how, code, saying);
        } finally {
            backend.calm();
            Files.deleteIfExists(rest);
        }
        assertThat(state("v")).isEqualTo(v);
        assertThat(state("c")).isEqualTo(c);
        if (!v.equals("MISSING")) {
            assertThatCode(() -> call(call)).as("once it is over").doesNotThrowAnyException();
        }
    }

    private static void requireEnd(End end, String how, String code, String saying) {
        assertThat(end.how()).as(end.toString()).isEqualTo(how);
        assertThat(end.code()).as(end.toString()).isEqualTo(code == null ? "" : code);
        for (String part : (saying == null ? "" : saying).split("\\*", -1)) {
            assertThat(end.text()).contains(part.strip());
        }
    }

    private void requireProgram() {
        if (!QemuImg.installed() || !mounted) {
            System.err.println(
                    "NOT TESTED: conversions in trouble, because qemu-img is not installed or nothing can be mounted");
            Assumptions.abort("qemu-img and a tmpfs are needed");
        }
    }

    /** The same for a program, which does not read and write through this process: a device that fails, a file system that is full. */
    private AutoCloseable real(Trouble trouble, String of, Path rest) throws Exception {
        if (trouble == Trouble.ENOSPC) {
            Files.write(rest, new byte[(int) (Files.getFileStore(directory).getUsableSpace() - HALF)]);
        } else if (trouble == Trouble.EIO) {
            ShrunkDisk disk = ShrunkDisk.of(directory.resolve("rest"), SIZE, HALF);
            backend.trouble(Trouble.NONE, of, 0);
            backend.instead(Path.of(disk.device()));
            return disk;
        }
        return () -> {};
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # call   | ends    | code      | v       | c
            allocate | failed  | read-only | HEALTHY | -
            resize   | refused | read-only | HEALTHY | -
            download | done    |           | HEALTHY | -
            upload   | refused | read-only | HEALTHY | -
            clone    | failed  | read-only | HEALTHY | -
            convert  | failed  | read-only | HEALTHY | -
            wipe     | refused | read-only | HEALTHY | -
            delete   | refused | read-only | HEALTHY | -
            """)
    void onMediaThatCanOnlyBeRead(String call, String how, String code, String v, String c) throws Exception {
        if (!mounted) {
            System.err.println("NOT TESTED: media that can only be read, because mounting a tmpfs needs root");
            Assumptions.abort("mounting a tmpfs needs root");
        }
        volumes();
        if (call.equals("convert")) {
            requireProgram();
        }
        assertThat(runs("mount", "-o", "remount,ro", directory.toString())).isTrue();
        try {
            requireEnd(
                    end(call),
                    how,
                    code,
                    how.equals("done") ? "" : "pool 'p' can only be read: the file system of * is read-only");
        } finally {
            assertThat(runs("mount", "-o", "remount,rw", directory.toString())).isTrue();
        }
        assertThat(state("v")).isEqualTo(v);
        assertThat(state("c")).isEqualTo(c);
        assertThatCode(() -> call(call)).as("once it is over").doesNotThrowAnyException();
    }
}

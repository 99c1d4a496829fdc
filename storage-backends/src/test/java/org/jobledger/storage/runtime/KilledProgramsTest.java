package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.io.ProcessIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An owner is killed while its programs work, which have thrown away the environment that they were given, and with it their mark. */
@Timeout(300)
class KilledProgramsTest {
    /** Says who it is and works for ever, with nothing in its environment. */
    private static final String ENDLESS = "echo $$ > \"$0.new\" && mv \"$0.new\" \"$0.pid\"\nexec env -i sleep 1000\n";

    private static final Map<String, String> PROGRAMS = Map.of(
            "mkfs",
            "printf 'Discarding device blocks:  0/32\\b\\b\\b\\b\\b24/32\\b\\b\\b\\b\\b'\n" + ENDLESS,
            "zpool",
            "if [ \"$1\" = list ]; then echo no-such-tank; exit; fi\n" + ENDLESS,
            "vgs",
            "echo '  Xxcw52-0vc2-f5oe-X5WS-NtxC-Rcan-HXMRb6:67108864:67108864:4194304'\n",
            "lvs",
            "",
            "vgchange",
            "",
            "lvcreate",
            ENDLESS);

    @TempDir
    private Path scratch;

    private Path bin;

    private void killOwnerAtWork() throws Exception {
        bin = Files.createDirectory(scratch.resolve("bin"));
        for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
            Path file = Files.writeString(bin.resolve(program.getKey()), "#!/bin/sh\n" + program.getValue());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ProgramsVictim.class.getName(),
                scratch.toString());
        builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
        Process owner = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(said.readLine()).isEqualTo("recorded");
            readBesideIt();
        } finally {
            owner.destroyForcibly().waitFor();
        }
    }

    /** Lists what is there, for which it runs programs of its own. */
    private void readBesideIt() throws IOException {
        try (StorageDriver reader =
                StorageDriver.open(JobEngine.at(scratch.resolve("ledger")).mode(OpenMode.INSPECT))) {
            assertThat(reader.pools()).hasSize(3);
        }
        assertThat(endless()).as("who only reads kills nothing of an owner").hasSize(3);
    }

    private List<ProcessIdentity> endless() throws IOException {
        try (var files = Files.list(bin)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .map(KilledProgramsTest::pid)
                    .map(ProcessIdentity::of)
                    .filter(ProcessIdentity::lives)
                    .toList();
        }
    }

    private static long pid(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void nobodyIsLeft() throws Exception {
        endless().forEach(ProcessIdentity::kill);
    }

    @Test
    void whoeverOwnsTheLedgerNextKillsThemByWhatIsWrittenDown() throws Exception {
        killOwnerAtWork();
        List<ProcessIdentity> left = endless();
        assertThat(left).as("they outlive their owner").hasSize(3);
        for (ProcessIdentity program : left) {
            assertThat(Files.readAllBytes(Path.of("/proc", Long.toString(program.pid()), "environ")))
                    .as("nothing in it tells whose it is")
                    .isEmpty();
        }
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")))) {
            while (left.stream().anyMatch(ProcessIdentity::lives)) {
                // Not for a time, but so that the limit of the test can end it.
                Thread.sleep(1);
            }
            List<PlannedRecovery> recoveries = driver.engine().recoveries();
            assertThat(recoveries).hasSize(3);
            long build = recoveries.get(0).jobId();
            while (driver.engine().jobStats(build).isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(driver.engine().jobStats(build).orElseThrow()).satisfies(ended -> {
                assertThat(ended.operation()).isEqualTo("pool-build");
                assertThat(ended.type()).isEqualTo(JobInfoType.FAILED);
                assertThat(ended.message()).contains("contents undefined");
            });
        }
    }
}

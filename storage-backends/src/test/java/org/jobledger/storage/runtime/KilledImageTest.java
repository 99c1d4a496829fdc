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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.io.ProcessIdentity;
import org.jobledger.storage.io.QemuImg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of volumes whose process is killed, or whose job is aborted, while qemu-img writes them. */
@Timeout(600)
class KilledImageTest {
    private static final long MIB = 1 << 20;
    /** Writes something to an image that is made, says that half is done, says who it is, and is busy for ever without a mark. */
    private static final String BUSY_TOOL = """
            #!/bin/sh
            verb=$1
            case "$1" in convert) for image; do :; done;; *) while [ $# -gt 1 ]; do image=$1; shift; done;; esac
            [ $verb = resize ] || head -c 300000 /dev/urandom | dd of="$image" conv=notrunc status=none
            printf '    (50.00/100%%)\\r'
            here=$(dirname "$0")
            echo $$ > "$here/pid.new" && mv "$here/pid.new" "$here/pid"
            exec env -i sleep 1000
            """;

    @TempDir
    private Path scratch;

    private Path ledger;
    private Path target;
    private Path tool;

    @BeforeEach
    void aPoolWithARawVolumeAndAnImage() throws Exception {
        if (!QemuImg.installed()) {
            System.err.println("NOT TESTED: killed conversions, because qemu-img is not installed");
            Assumptions.abort("qemu-img (package qemu-utils) is not installed");
        }
        ledger = scratch.resolve("ledger");
        target = scratch.resolve("pool");
        tool = Files.createDirectory(scratch.resolve("bin"));
        Path program = Files.writeString(tool.resolve("qemu-img"), BUSY_TOOL);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            driver.createPool(PoolDefinition.dir("p", target.toString()), Set.of(PoolOption.BUILD));
            StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "s", 4 * MIB)));
            StorageDriver.finish(driver.createVolume(VolumeRequest.of("p", "q", 8 * MIB, VolumeFormat.of("qcow2"))));
        }
    }

    @AfterEach
    void nobodyIsLeft() throws IOException {
        if (Files.exists(tool.resolve("pid"))) {
            assertThat(busyTool()).isEmpty();
        }
    }

    /** The busy tool, if it lives. */
    /** It, where it is there; one that is dead and not reaped by anybody yet is not. */
    private java.util.Optional<ProcessIdentity> busyTool() throws IOException {
        long pid = Long.parseLong(Files.readString(tool.resolve("pid")).strip());
        return java.util.Optional.of(ProcessIdentity.of(pid)).filter(ProcessIdentity::lives);
    }

    /** A process whose qemu-img is the busy tool, which is at work when this returns. */
    private Process victim(String call) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImageVictim.class.getName(),
                        ledger.toString(),
                        call))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PATH", tool + ":" + System.getenv("PATH"));
        Process victim = builder.start();
        awaitTool(victim);
        return victim;
    }

    private void awaitTool(Process victim) {
        while (!Files.exists(tool.resolve("pid"))) {
            assertThat(victim.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    /** Whether the newest checkpoint says which process it is. */
    private boolean isRecorded(StorageDriver reader) throws IOException {
        String pid = "\"pid\":" + Files.readString(tool.resolve("pid")).strip() + ",";
        return reader.engine().jobs().stream()
                .flatMap(job -> reader.engine().events(job.id()).stream())
                .anyMatch(event -> event.event() instanceof CheckpointReached point
                        && point.state().json().contains(pid));
    }

    private void kill(String call) throws Exception {
        Process victim = victim(call);
        for (boolean recorded = false; !recorded; ) {
            try (StorageDriver reader = StorageDriver.open(JobEngine.at(ledger).mode(OpenMode.INSPECT))) {
                assertThat(busyTool()).isPresent();
                recorded = isRecorded(reader);
            }
        }
        victim.destroyForcibly().waitFor();
        assertThat(busyTool()).as("it outlives its parent").isPresent();
    }

    private static JobStats last(StorageDriver driver) {
        while (!driver.engine().jobs().isEmpty()) {
            Thread.onSpinWait();
        }
        return driver.engine().finishedJobs(1).get(0);
    }

    @Test
    void fault5WhatACrashLeavesOfQemuImgIsKilledBeforeItsHalfCopyIsRemoved() throws Exception {
        kill("convert");
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger).mode(OpenMode.INSPECT))) {
            assertThat(driver.volume("p", "v").state()).isNotEqualTo(VolumeState.HEALTHY);
        }
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            JobStats stats = last(driver);
            assertThat(stats.type()).as(stats.message()).isEqualTo(JobInfoType.FAILED);
            assertThat(stats.code()).isEqualTo("interrupted");
            assertThat(busyTool()).isEmpty();
            assertThat(target.resolve("v")).doesNotExist();
            assertThat(driver.volumes("p")).hasSize(2).allMatch(volume -> volume.state() == VolumeState.HEALTHY);
        }
    }

    @Test
    void anImageThatWasBeingMadeIsMadeAgain() throws Exception {
        kill("create");
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            JobStats stats = last(driver);
            assertThat(stats.type()).as(stats.message()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(busyTool()).isEmpty();
            assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.HEALTHY);
            assertThat(driver.volume("p", "v").capacity()).isEqualTo(8 * MIB);
        }
    }

    @Test
    void anImageThatWasBeingResizedIsResizedAgain() throws Exception {
        kill("resize");
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            JobStats stats = last(driver);
            assertThat(busyTool()).isEmpty();
            assertThat(stats.type()).as(stats.message()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(driver.volume("p", "q").capacity()).isEqualTo(16 * MIB);
        }
    }

    @Test
    void aPausedConversionStandsStillGoesOnAndIsKilledWhenItIsAbortedAsOneIsThatWorks() throws Exception {
        Process victim = victim("convert");
        BufferedReader said =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.US_ASCII));
        tell(victim, "pause");
        awaitState("T");
        tell(victim, "resume");
        awaitState("S");
        tell(victim, "pause");
        awaitState("T");
        tell(victim, "abort");
        assertThat(said.readLine()).isEqualTo("CANCELLED");
        assertThat(busyTool()).isEmpty();
        assertThat(target.resolve("v")).doesNotExist();

        Files.delete(tool.resolve("pid"));
        tell(victim, "again");
        awaitTool(victim);
        awaitState("S");
        assertThat(target.resolve("v")).exists();
        tell(victim, "abort");
        assertThat(said.readLine()).isEqualTo("CANCELLED");
        assertThat(busyTool()).isEmpty();
        assertThat(target.resolve("v")).doesNotExist();
        victim.getOutputStream().close();
        assertThat(victim.waitFor(5, TimeUnit.MINUTES)).isTrue();
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            assertThat(driver.volumes("p")).hasSize(2).allMatch(volume -> volume.state() == VolumeState.HEALTHY);
        }
    }

    private static void tell(Process victim, String what) throws IOException {
        victim.getOutputStream().write((what + "\n").getBytes(StandardCharsets.US_ASCII));
        victim.getOutputStream().flush();
    }

    /** As proc(5) has it: T is stopped, S sleeps. It is stopped for a moment at each look, so it must stay so for many. */
    private void awaitState(String state) throws IOException {
        String pid = Files.readString(tool.resolve("pid")).strip();
        for (int seen = 0; seen < 2000; ) {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            seen = stat.substring(stat.lastIndexOf(')') + 2).startsWith(state) ? seen + 1 : 0;
        }
    }
}

package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jobledger.cli.Shell.Answer;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.StorageDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command in real processes, with real signals. */
class ProcessesTest {
    private static final String SIZE = "192M";

    @TempDir
    Path home;

    Path ledger;
    Shell shell;

    @BeforeEach
    void makeVolume() {
        ledger = home.resolve("ledger");
        shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        ok("pool-define-as", "images", "dir", "--target", home.resolve("images").toString());
        ok("pool-start", "images", "--build");
        ok("vol-create-as", "images", "disk1", SIZE, "--progress", "none");
    }

    private String ok(String... arguments) {
        Answer answer = shell.run(arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out();
    }

    /** 35 passes: nobody's disk is through with them before a signal comes. */
    private Child startLongWipe() throws IOException {
        return Child.start(
                ledger, "vol-wipe", "disk1", "--pool", "images", "--algorithm", "gutmann", "--progress", "plain");
    }

    @Test
    void aSecondProcessIsToldWhoOwnsTheLedgerAtOnce() throws IOException, InterruptedException {
        try (StorageDriver owner = StorageDriver.open(JobEngine.at(ledger));
                Child second = startBesideOldOwner("vol-delete", "disk1", "--pool", "images")) {
            Answer answer = second.await();

            assertThat(owner.engine().position()).isPositive();
            assertThat(answer.status()).isEqualTo(4);
            assertThat(answer.err())
                    .matches("jobledger: .* is in use by process "
                            + ProcessHandle.current().pid() + " since .*\n");
        }
        assertThat(ok("vol-info", "disk1", "--pool", "images")).contains("healthy");
    }

    /** An owner who took the ledger just now may be about to open his door; one who took it long ago has none. */
    private Child startBesideOldOwner(String... arguments) throws IOException {
        Path owner = ledger.resolve("owner");
        Files.writeString(owner, Files.readString(owner).replaceAll("\"since\":\"\\d+", "\"since\":\"2001"));
        return Child.start(ledger, arguments);
    }

    @Test
    void readersWorkBesideAnOwner() throws IOException, InterruptedException {
        try (Child wipe = startLongWipe()) {
            wipe.awaitSaying("%");

            assertThat(ok("vol-info", "disk1", "--pool", "images", "--json")).contains("\"state\":\"WIPING\"");
            assertThat(ok("job-list", "--json")).contains("\"operation\":\"wipe\"", "\"status\":\"RUNNING\"");
        }
    }

    @Test
    void ctrlCStopsAWipeCleanly() throws IOException, InterruptedException {
        try (Child wipe = startLongWipe()) {
            wipe.awaitSaying("%");
            wipe.interrupt();
            Answer answer = wipe.await();

            assertThat(answer.status()).as(answer.err()).isEqualTo(130);
            assertThat(answer.err()).contains("stopping job ", "was cancelled", "contents of the volume are undefined");
            assertThat(answer.out()).isEmpty();
        }
        assertThat(ok("vol-info", "disk1", "--pool", "images")).contains("undefined");
        assertThat(ok("job-list", "--json")).isEqualTo("[]\n");
        assertThat(ok("recover", "--plan", "--json")).isEqualTo("[]\n");
    }

    @Test
    void aSecondCtrlCLeavesAtOnceAndTheJobIsDecidedLater() throws IOException, InterruptedException {
        try (Child stubborn = Child.start(StubbornJob.class, ledger)) {
            stubborn.awaitSaying("deaf");
            stubborn.interrupt();
            stubborn.awaitSaying("stopping job");
            stubborn.interrupt();
            Answer answer = stubborn.await();

            assertThat(answer.status()).as(answer.err()).isEqualTo(130);
            assertThat(answer.err()).contains("left job");
        }
        assertThat(ok("recover", "--plan", "--json")).contains("\"operation\":\"deaf\"");
    }

    @Test
    void aWipeThatWasKilledIsPlannedWithoutChangingAnything() throws IOException, InterruptedException {
        killAfterACheckpoint();
        Map<String, Integer> before = LedgerBytes.of(ledger);

        String plan = ok("recover", "--plan", "--json");

        assertThat(plan).contains("\"operation\":\"wipe\"", "\"outcome\":\"RESUMED\"");
        assertThat(plan).doesNotContain("\"processed\":0,");
        assertThat(LedgerBytes.of(ledger)).isEqualTo(before);
    }

    @Test
    void aWipeThatWasKilledCanBeAbortedWithoutWritingOneBlockMore() throws IOException, InterruptedException {
        killAfterACheckpoint();
        Path file = home.resolve("images").resolve("disk1");
        long before = checksum(file);
        String id = ok("job-list", "--json")
                .replaceAll("(?s)^\\[\\{\"id\":(\\d+),.*$", "$1")
                .strip();

        assertThat(ok("job-abort", id, "--reason", "wrong volume")).isEqualTo("Job " + id + " aborted\n");

        assertThat(checksum(file)).isEqualTo(before);
        assertThat(ok("vol-info", "disk1", "--pool", "images")).contains("undefined");
        assertThat(ok("job-list", "--json")).isEqualTo("[]\n");
    }

    @Test
    void theSameCommandGoesOnWithAWipeThatWasKilled() throws IOException, InterruptedException {
        try (Child wipe = Child.start(
                ledger, "vol-wipe", "disk1", "--pool", "images", "--algorithm", "nnsa", "--progress", "plain")) {
            wipe.awaitSaying("checkpoint at");
            wipe.killNow();
        }

        Answer other = shell.run("vol-wipe", "disk1", "--pool", "images", "--progress", "none");
        Answer same = shell.run(
                "vol-wipe", "disk1", "--pool", "images", "--algorithm", "nnsa", "--progress", "none", "--json");

        assertThat(other.status()).as(other.err()).isEqualTo(4);
        assertThat(other.err()).contains("'jobledger recover' takes what was cut off to its end");
        assertThat(same.status()).as(same.err()).isZero();
        assertThat(same.out()).contains("\"status\":\"COMPLETED\"").containsPattern("\"attempts\":[23],");
        assertThat(same.err()).contains("was cut off and goes on at");
    }

    @Test
    void deletingAVolumeWhoseWipeWasKilledIsRefused() throws IOException, InterruptedException {
        killAfterACheckpoint();

        Answer answer = shell.run("vol-delete", "disk1", "--pool", "images");

        assertThat(answer.status()).as(answer.err()).isEqualTo(4);
        assertThat(answer.err()).contains("in use", "'jobledger recover' takes what was cut off to its end");
        assertThat(home.resolve("images").resolve("disk1")).exists();
    }

    private void killAfterACheckpoint() throws IOException, InterruptedException {
        try (Child wipe = startLongWipe()) {
            wipe.awaitSaying("checkpoint at");
            wipe.killNow();
        }
    }

    private static long checksum(Path file) throws IOException {
        java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
        sum.update(Files.readAllBytes(file));
        return sum.getValue();
    }

    @Test
    void theDemoPassesAndLeavesNothingBehind() throws IOException, InterruptedException {
        Path scratch = Files.createDirectories(home.resolve("scratch"));
        try (Child demo = Child.start(ledger, "demo", "--dir", scratch.toString())) {
            Answer answer = demo.await();

            assertThat(answer.status()).as("%s%n%s", answer.out(), answer.err()).isZero();
            assertThat(answer.out())
                    .contains("kill -9", "RESUME, checkpoint at", "[ok] 0 of 65536 blocks hold old data")
                    .contains("Everything was as it must be.")
                    .doesNotContain("NOT OK");
        }
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }
}

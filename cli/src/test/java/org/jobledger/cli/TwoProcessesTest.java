package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process has the ledger open, and verbs of others run there. */
class TwoProcessesTest {
    @TempDir
    Path home;

    Path ledger;
    Shell shell;

    @BeforeEach
    void makeVolumes() {
        ledger = home.resolve("ledger");
        shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        ok("pool-define-as", "images", "dir", "--target", home.resolve("images").toString());
        ok("pool-start", "images", "--build");
        ok("vol-create-as", "images", "disk1", "64M", "--progress", "none");
        ok("vol-create-as", "images", "disk2", "8M", "--progress", "none");
    }

    private String ok(String... arguments) {
        Answer answer = shell.run(arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out();
    }

    /** 35 passes: it does not end before it is asked to. */
    private Child startLongWipe() throws IOException {
        return Child.start(
                ledger, "vol-wipe", "disk1", "--pool", "images", "--algorithm", "gutmann", "--progress", "plain");
    }

    private String jobOf(String volume) {
        String json = ok("vol-job-info", volume, "--pool", "images", "--json");
        return json.replaceAll("(?s)^\\{\"id\":(\\d+),.*$", "$1").strip();
    }

    @Test
    void aWipeIsSeenAndAbortedFromASecondProcess() throws IOException, InterruptedException {
        try (Child wipe = startLongWipe()) {
            wipe.awaitSaying("%");
            String job = jobOf("disk1");

            assertThat(ok("job-info", job)).contains("Status:         running");
            assertThat(ok("job-abort", job, "--reason", "wrong volume")).isEqualTo("Job " + job + " aborted\n");

            Answer first = wipe.await();
            assertThat(first.status()).isEqualTo(1);
            assertThat(first.err()).contains("job " + job + " (wipe) was cancelled");
        }
    }

    @Test
    void theSocketIsItsOwnersAloneAndGoesWithHim() throws IOException, InterruptedException {
        Path socket = ledger.resolve("socket");
        try (Child wipe = startLongWipe()) {
            wipe.awaitSaying("%");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");

            wipe.interrupt();
            wipe.await();
        }
        assertThat(socket).doesNotExist();
        try (Stream<Path> left = Files.list(ledger)) {
            assertThat(left.map(path -> path.getFileName().toString())).doesNotContain("socket.new", "lock.new");
        }
    }

    @Test
    void theSocketOfADeadOwnerIsNoDoor() throws IOException, InterruptedException {
        try (Child wipe = startLongWipe()) {
            wipe.awaitSaying("checkpoint at");
            wipe.killNow();
        }

        assertThat(ledger.resolve("socket")).exists();
        try (OwnerProcess server = new OwnerProcess(ledger)) {
            assertThat(ok("vol-wipe", "disk1", "--pool", "images", "--algorithm", "gutmann", "--async"))
                    .startsWith("Job ")
                    .endsWith(" started: wipe of images/disk1\n");
            assertThat(server.pid()).isNotEqualTo(ProcessHandle.current().pid());
            ok("vol-job-abort", "disk1", "--pool", "images", "--progress", "none");
        }
        assertThat(ledger.resolve("socket")).doesNotExist();
        assertThat(ledger.resolve("serve.log")).content().contains("Serving ledger " + ledger, "no new jobs any more");
    }

    @Test
    void whatAGuestStartedGoesOnWithoutHimAndIsWaitedForByTheOwner() throws IOException, InterruptedException {
        try (Child owner = startLongWipe()) {
            owner.awaitSaying("%");
            String own = jobOf("disk1");
            assertThat(ok("vol-wipe", "disk2", "--pool", "images", "--algorithm", "gutmann", "--async"))
                    .endsWith(" started: wipe of images/disk2\n");
            ok("job-abort", own, "--async");
            owner.awaitSaying("started from another terminal, still runs in this process");
            Answer answer = owner.await();

            assertThat(answer.status()).isEqualTo(1);
            assertThat(ok("vol-job-info", "disk2", "--pool", "images", "--completed"))
                    .contains("Status:         completed");
        }
    }

    @Test
    void aGuestWhoIsKilledStopsNothingAndAnOwnerWhoLeavesHandsItOver() throws IOException, InterruptedException {
        ok("vol-create-as", "images", "disk3", "256M", "--progress", "none");
        try (OwnerProcess server = new OwnerProcess(ledger);
                Child owner = startLongWipe()) {
            owner.awaitSaying("%");
            String own = jobOf("disk1");
            try (Child guest = Child.start(
                    ledger, "vol-wipe", "disk3", "--pool", "images", "--algorithm", "gutmann", "--progress", "plain")) {
                guest.awaitSaying("checkpoint at");
                guest.killNow();
            }
            assertThat(ok("vol-job-info", "disk3", "--pool", "images")).contains("Status:         running");

            ok("job-abort", own, "--async");
            owner.awaitSaying("started from another terminal, still runs in this process");
            owner.interrupt();

            assertThat(owner.await().err()).contains("a server in the background goes on with it");
            assertThat(server.pid()).isNotEqualTo(owner.pid());
            assertThat(ok("vol-job-info", "disk3", "--pool", "images")).contains("Attempt:        2");
            ok("vol-job-abort", "disk3", "--pool", "images", "--progress", "none");
        }
    }

    @Test
    void anOwnerWhoseTerminalIsClosedHandsOverWhatGuestsHaveStarted() throws IOException, InterruptedException {
        ok("vol-create-as", "images", "disk3", "256M", "--progress", "none");
        try (OwnerProcess server = new OwnerProcess(ledger);
                Child owner = startLongWipe()) {
            owner.awaitSaying("%");
            ok("vol-wipe", "disk3", "--pool", "images", "--algorithm", "gutmann", "--async");
            ok("job-speed", jobOf("disk3"), "1M");
            owner.signal("HUP");

            assertThat(owner.await().status()).isEqualTo(128 + 1);
            assertThat(server.pid()).isNotEqualTo(owner.pid());
            assertThat(ok("vol-job-info", "disk3", "--pool", "images")).contains("Attempt:        2");
            ok("vol-job-abort", "disk3", "--pool", "images", "--progress", "none");
        }
    }

    @Test
    void whoWaitsInLineGetsTheVolumeAndWhoDoesNotIsRefused() throws IOException, InterruptedException {
        try (Child owner = startLongWipe()) {
            owner.awaitSaying("%");
            String[] wipe = {"vol-wipe", "disk1", "--pool", "images", "--async"};

            Answer refused = shell.run(wipe);
            Answer opposites = shell.run("vol-wipe", "disk1", "--pool", "images", "--async", "--wait");
            assertThat(refused.status()).as(refused.err()).isEqualTo(4);
            assertThat(opposites.status()).isEqualTo(2);

            ok("vol-wipe", "disk1", "--pool", "images", "--async", "--queue", "600");
            assertThat(ok("job-list")).contains("running", "queued");
            ok("vol-job-abort", "disk1", "--pool", "images", "--async");
            owner.await();

            assertThat(ok("vol-job-info", "disk1", "--pool", "images", "--completed"))
                    .contains("Status:         completed");
        }
    }

    @Test
    void aJobIsPausedSlowedAskedForItsReasonAndResumedFromAnotherTerminal() throws IOException, InterruptedException {
        try (Child owner = startLongWipe()) {
            owner.awaitSaying("%");
            String job = jobOf("disk1");
            ok("vol-wipe", "disk1", "--pool", "images", "--async", "--queue", "600");
            String second =
                    ok("job-list", "--id").lines().reduce((first, last) -> last).orElseThrow();

            assertThat(ok("job-pause", job)).isEqualTo("Job " + job + " paused\n");
            assertThat(ok("job-info", job))
                    .contains("Status:         paused", "paused, live", "Time in queue:", "Ticks:");
            assertThat(ok("job-why", job)).contains("rests until 'jobledger job-resume " + job + "'");
            assertThat(shell.run("job-pause", job).err())
                    .contains("in state 'paused' cannot accept command verb 'pause'");
            assertThat(ok("job-speed", job, "1M")).isEqualTo("Job " + job + " limited to 1.00 MiB/s\n");
            assertThat(ok("job-why", second))
                    .contains(
                            "Why:            waits for its claims", "Place in queue: 1", "Waits for:      job " + job);
            assertThat(ok("job-why", second, "--json"))
                    .contains("\"position\":1,\"waitsFor\":[{\"jobId\":" + job, "\"granted\":true");
            assertThat(ok("job-resume", job)).isEqualTo("Job " + job + " resumed\n");
            assertThat(ok("job-info", job, "--json")).contains("\"status\":\"RUNNING\"", "\"estimate\":{\"state\":");
            assertThat(ok("job-speed", job, "none")).isEqualTo("Job " + job + " has no speed limit\n");
            ok("job-abort", second, "--async");
            ok("job-abort", job, "--async");
            owner.await();
        }
    }
}

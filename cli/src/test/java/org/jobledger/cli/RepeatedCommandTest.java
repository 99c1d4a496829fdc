package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.jobledger.cli.Shell.Answer;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.StorageDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The one rule for commands that are typed again after the owner of the ledger was killed in the middle of their jobs. */
class RepeatedCommandTest {
    private static final String SLOWLY = "1M";
    private static final int SIZE = 64 << 20;

    @TempDir
    Path home;

    Path ledger;
    Path images;
    Path stalled;
    Shell shell;

    @BeforeEach
    void makePools() throws IOException {
        ledger = home.resolve("ledger");
        shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        images = Files.createDirectory(home.resolve("images"));
        stalled = Files.createDirectory(home.resolve("stalled"));
        ok("pool-define-as", "images", "dir", "--target", images.toString());
        ok("pool-start", "images");
    }

    private String ok(String... arguments) {
        Answer answer = shell.run(arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out();
    }

    /** A program that says when it runs, and never ends. */
    private Path stall(String program) throws IOException {
        Path begun = home.resolve(program + ".begun");
        Path file = Files.writeString(stalled.resolve(program), "#!/bin/sh\n: >" + begun + "\nexec sleep 1000\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return begun;
    }

    private static void await(Path file) {
        while (!Files.exists(file)) {
            Thread.onSpinWait();
        }
    }

    private String begin(String... command) {
        String[] whole = Arrays.copyOf(command, command.length + 1);
        whole[command.length] = "--async";
        return ok(whole).replaceAll("(?s)^Job (\\d+) .*", "$1");
    }

    private String beginSlowly(String... command) {
        String job = begin(command);
        ok("job-speed", job, SLOWLY);
        return job;
    }

    private String jobOf(String volume) {
        Answer answer = shell.run("vol-job-info", volume, "--pool", "images", "--json");
        while (!answer.out().contains("\"RUNNING\"")) {
            answer = shell.run("vol-job-info", volume, "--pool", "images", "--json");
        }
        return answer.out().replaceAll("(?s)^\\{\"id\":(\\d+),.*$", "$1").strip();
    }

    /** In a thread of its own; how it ends does not matter, for the owner of the ledger is killed. */
    private static Thread aside(Shell shell, String... command) {
        Thread thread = new Thread(() -> shell.run(command), "guest");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** At full speed, and typed again. */
    private Answer again(String job, String... command) {
        ok("job-speed", job, "none");
        return shell.run(command);
    }

    private static void assertGoesOn(Answer answer, String job, String told) {
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).startsWith(told).contains("job " + job);
        assertThat(answer.err()).contains("job " + job + " (").contains("was cut off and ");
    }

    private static void assertAnew(Answer answer, String job, String told, String why) {
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).startsWith(told);
        assertThat(answer.err())
                .contains(why)
                .containsPattern("job \\d+ does anew what job " + job + " was cut off in");
    }

    @Test
    @Timeout(120)
    void whatGoesOnIsWaitedForAndWhatHasFailedIsDoneAnew() throws Exception {
        for (String volume : List.of("src", "down")) {
            Files.write(images.resolve(volume), new byte[SIZE]);
        }
        Files.write(images.resolve("up"), new byte[1 << 20]);
        ok("pool-refresh", "images");
        makeDevice();
        Path fifo = home.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        Path making = stall("mkfs.ext4");
        String[] clone = {"vol-clone", "src", "copy", "--pool", "images", "--no-reflink", "--progress", "none"};
        String[] wipe = {"vol-wipe", "down2", "--pool", "images", "--progress", "none"};
        Files.write(images.resolve("down2"), new byte[SIZE]);
        ok("pool-refresh", "images");

        String cloned;
        String wiped;
        String built;
        String uploaded;
        String downloaded;
        try (Child serve = Child.finding(stalled, ledger, "serve");
                PipedOutputStream typed = new PipedOutputStream();
                PipedInputStream typing = new PipedInputStream(typed)) {
            serve.awaitPrinting("");
            cloned = beginSlowly(clone);
            wiped = beginSlowly(wipe);
            built = begin("pool-build", "made", "--overwrite");
            typed.write(new byte[100]);
            aside(
                    new Shell(home).with("JOBLEDGER_HOME", ledger.toString()).reading(typing),
                    "vol-upload",
                    "up",
                    "-",
                    "--pool",
                    "images");
            aside(shell, "vol-download", "down", fifo.toString(), "--pool", "images");
            uploaded = jobOf("up");
            try (InputStream reading = new FileInputStream(fifo.toFile())) {
                assertThat(reading.read()).isZero();
                downloaded = jobOf("down");
                await(making);
                serve.killNow();
            }
        }

        Files.writeString(home.resolve("in"), "all of it");
        assertAnew(
                shell.run("vol-upload", "up", "in", "--pool", "images", "--progress", "none"),
                uploaded,
                "Vol up uploaded",
                "job " + uploaded + " (upload of volume 'images/up') was cut off and has failed");
        assertThat(ok("vol-download", "down", "out", "--pool", "images", "--progress", "none"))
                .startsWith("Vol down downloaded");
        assertThat(shell.run("job-stats", downloaded).out()).contains("interrupted");
        assertThat(ok("pool-build", "made", "--overwrite", "--progress", "none"))
                .startsWith("Pool made built");
        assertThat(shell.run("job-stats", built).out()).contains("contents undefined");

        Answer other = shell.run("vol-wipe", "down2", "--pool", "images", "--algorithm", "nnsa");
        assertThat(other.status()).isNotZero();
        assertThat(other.err())
                .contains("job " + wiped + " (wipe)", "'jobledger recover' takes what was cut off to its end");
        assertGoesOn(again(cloned, clone), cloned, "Vol copy cloned from src");
        assertGoesOn(again(wiped, wipe), wiped, "Vol down2 wiped");
        assertThat(shell.run("job-list", "--json").out()).isEqualTo("[]\n");
    }

    /** Begins it behind another one and closes the ledger then: for what follows that is the same as a crash. */
    private String cutOff(String... command) {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger).workers(1))) {
            lent(driver, "vol-wipe", "busy", "--pool", "images", "--async");
            lent(
                    driver,
                    "job-speed",
                    Long.toString(driver.engine().jobs().get(0).id()),
                    SLOWLY);
            String[] whole = Arrays.copyOf(command, command.length + 1);
            whole[command.length] = "--async";
            return lent(driver, whole).replaceAll("(?s)^Job (\\d+) .*", "$1");
        }
    }

    private void assertOnce(String[] command, String told) {
        String job = cutOff(command);
        assertGoesOn(shell.run(command), job, told);
    }

    private String lent(StorageDriver driver, String... command) {
        Answer answer = shell.lent(driver, command);
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out();
    }

    @Test
    void whatWasAskedForOnceIsDoneOnceAlsoWhereItIsDoneBeforeItIsAskedForAgain() throws Exception {
        Files.write(images.resolve("busy"), new byte[SIZE]);
        ok("pool-refresh", "images");
        String[] create = {"vol-create-as", "images", "new", "1M", "--progress", "none"};
        String[] resize = {"vol-resize", "new", "1M", "--pool", "images", "--delta", "--allocate", "--progress", "none"
        };
        String[] delete = {"vol-delete", "new", "--pool", "images", "--progress", "none"};

        assertOnce(create, "Vol new created");
        assertThat(images.resolve("new")).hasSize(1 << 20);
        assertOnce(resize, "Size of volume new changed by 1 MiB");
        assertThat(images.resolve("new")).hasSize(2 << 20);
        assertOnce(delete, "Vol new deleted");
        assertThat(images.resolve("new")).doesNotExist();
    }

    /** A kill for each: what a program was doing, and the build that only comes to its failure. */
    @Test
    @EnabledIfSystemProperty(named = "soak.repeated", matches = "true")
    @Timeout(120)
    void whatAProgramWasDoingIsDoneToItsEnd() throws Exception {
        Path making = stall("qemu-img");
        String[] create = {"vol-create-as", "images", "new", "1M", "--format", "qcow2", "--progress", "none"};
        String created = killed(making, create);
        assertGoesOn(shell.run(create), created, "Vol new created");

        Files.delete(making);
        String[] resize = {"vol-resize", "new", "1M", "--pool", "images", "--delta", "--progress", "none"};
        String resized = killed(making, resize);
        assertGoesOn(shell.run(resize), resized, "Size of volume new changed by 1 MiB");

        makeDevice();
        String[] build = {"pool-build", "made", "--overwrite", "--progress", "none"};
        String built = killed(stall("mkfs.ext4"), build);
        assertAnew(
                shell.run(build),
                built,
                "Pool made built",
                "job " + built + " has ended: pool 'made' is built in part");
    }

    /** The number of its job. */
    private String killed(Path making, String... command) throws Exception {
        try (Child owner = Child.finding(stalled, ledger, command)) {
            await(making);
            owner.killNow();
        }
        return ok("job-list", "--json").replaceAll("(?s)^\\[\\{\"id\":(\\d+),.*$", "$1");
    }

    private void makeDevice() throws IOException {
        Path device = Files.write(home.resolve("device"), new byte[SIZE]);
        ok(
                "pool-define-as",
                "made",
                "fs",
                "--source-dev",
                device.toString(),
                "--source-format",
                "ext4",
                "--target",
                home.resolve("mnt").toString());
    }
}

package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobledger.cli.Shell.Answer;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.StorageDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one rule for commands that are repeated after their job was cut off. */
class RepeatedCommandTest {
    private static final long SLOWLY = 1 << 20;
    private static final long AS_FAST_AS_IT_CAN = Long.MAX_VALUE;

    @TempDir
    Path home;

    Path ledger;
    Shell shell;

    @BeforeEach
    void makePool() throws IOException {
        ledger = home.resolve("ledger");
        shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        Path images = Files.createDirectory(home.resolve("images"));
        Files.write(images.resolve("src"), new byte[64 << 20]);
        shell.run("pool-define-as", "images", "dir", "--target", images.toString());
        shell.run("pool-start", "images");
    }

    /** Begins it and closes the ledger in the middle: for what follows that is the same as a crash. */
    private long cutOff(String... command) {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            Job job = begin(driver, command);
            job.limitSpeed("test", SLOWLY);
            job.limitSpeed("test", AS_FAST_AS_IT_CAN);
            return job.id();
        }
    }

    /** The same of one that would end in a moment: it waits for a worker. */
    private long cutOffInLine(String... command) {
        try (StorageDriver driver =
                StorageDriver.open(JobEngine.at(ledger).workers(1))) {
            Job first = begin(driver, "vol-clone", "src", "other", "--pool", "images", "--no-reflink", "--async");
            first.limitSpeed("test", SLOWLY);
            long job = begin(driver, command).id();
            first.limitSpeed("test", AS_FAST_AS_IT_CAN);
            return job;
        }
    }

    private Job begin(StorageDriver driver, String... command) {
        Answer started = shell.lent(driver, command);
        assertThat(started.status()).as(started.err()).isZero();
        return driver.engine().job(Long.parseLong(started.out().replaceAll("(?s)^Job (\\d+) .*", "$1")));
    }

    @Test
    void theSameCopyGoesOnAndAnotherVolumeIsToldWhatBecomesOfIt() {
        long job = cutOff("vol-clone", "src", "copy", "--pool", "images", "--no-reflink", "--async");

        Answer same = shell.run("vol-clone", "src", "copy", "--pool", "images", "--no-reflink", "--progress", "none");

        assertThat(same.status()).as(same.err()).isZero();
        assertThat(same.out()).startsWith("Vol copy cloned from src (job " + job + ": 64 MiB in ");
        assertThat(same.err()).contains("job " + job + " (clone of", "was cut off and ");
        assertThat(shell.run("job-list", "--json").out()).isEqualTo("[]\n");
    }

    @Test
    void theSameVolumeIsMadeOnAndAnotherOneOfItsNameIsNot() {
        long job = cutOffInLine("vol-create-as", "images", "new", "1M", "--async");

        Answer other = shell.run("vol-clone", "src", "new", "--pool", "images", "--progress", "none");
        Answer same = shell.run("vol-create-as", "images", "new", "1M", "--progress", "none");

        assertThat(other.status()).as(other.err()).isNotZero();
        assertThat(other.err()).contains("job " + job + " (allocate");
        System.out.println(other + "\n" + same);
    }
}

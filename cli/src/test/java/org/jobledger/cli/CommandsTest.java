package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jobledger.cli.Shell.Answer;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.storage.StorageDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every verb on a real ledger, with real files. */
class CommandsTest {
    @TempDir
    Path home;

    Path ledger;
    Path target;
    Shell shell;

    @BeforeEach
    void makePool() {
        ledger = home.resolve("ledger");
        target = home.resolve("images");
        shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        ok("pool-define-as", "images", "dir", "--target", target.toString());
        ok("pool-start", "images", "--build");
        ok("vol-create-as", "images", "disk1", "1M", "--progress", "none");
    }

    private String ok(String... arguments) {
        Answer answer = shell.run(arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out();
    }

    @Test
    void aPoolHasItsFieldsInJson() {
        assertThat(ok("pool-info", "images", "--json"))
                .matches("\\{\"name\":\"images\",\"uuid\":\"[0-9a-f-]{36}\",\"type\":\"dir\",\"state\":\"RUNNING\","
                        + "\"target\":\"[^\"]+\",\"capacity\":\\d+,\"allocation\":\\d+,\"available\":\\d+,"
                        + "\"persistent\":true,\"autostart\":false}\n");
        assertThat(ok("--json", "pool-list"))
                .startsWith("[{\"name\":\"images\",")
                .endsWith("}]\n");
    }

    @Test
    void aVolumeHasItsFieldsInJson() {
        String fields = "{\"pool\":\"images\",\"name\":\"disk1\",\"path\":\"" + target.resolve("disk1")
                + "\",\"format\":\"raw\",\"capacity\":1048576,\"allocation\":1048576,\"state\":\"HEALTHY\",\"note\":\"\","
                + "\"jobId\":null,\"recorded\":true,\"physical\":1048576,\"encryption\":null,\"backing\":null}";

        assertThat(ok("vol-info", "disk1", "--pool", "images", "--json")).isEqualTo(fields + "\n");
        assertThat(ok("vol-info", target.resolve("disk1").toString(), "--json")).isEqualTo(fields + "\n");
        assertThat(ok("vol-list", "images", "--json")).isEqualTo("[" + fields + "]\n");
    }

    @Test
    void aWipeThatCouldNotBeginLeavesTheVolumeAsItWas() throws IOException, InterruptedException {
        String file = ok("vol-path", "disk1", "--pool", "images").strip();
        boolean immutable = new ProcessBuilder("chattr", "+i", file).start().waitFor() == 0;
        assumeTrue(immutable, "NOT TESTED: no file can be made immutable here (chattr +i)");
        try {
            Answer wipe = shell.run("vol-wipe", "disk1", "--pool", "images");

            assertThat(wipe.status()).isEqualTo(1);
            assertThat(wipe.err()).endsWith("; the volume is as it was\n");
        } finally {
            new ProcessBuilder("chattr", "-i", file).start().waitFor();
        }
    }

    @Test
    void aDirectoryOfOtherThingsIsToldFromOneWithoutALedger() throws IOException {
        Path other = Files.createDirectory(home.resolve("other"));
        Files.createFile(other.resolve("letter"));

        Answer answer = shell.run("--ledger", other.toString(), "pool-define-as", "p", "dir", "--target", "/tmp/p");

        assertThat(answer.status()).isNotZero();
        assertThat(answer.err()).contains("is not a ledger and not empty: it holds 'letter'");
    }

    @Test
    void whatIsNotUtf8IsRefusedBeforeItNamesAnything() {
        Answer refused = shell.run("vol-create-as", "images", "d\ufffd", "1M");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("is not valid UTF-8");
        assertThat(ok("vol-list", "images", "--name")).doesNotContain("d\ufffd");
    }

    @Test
    void aWipePrintsItsRecordInJson() {
        assertThat(ok("vol-wipe", "disk1", "--pool", "images", "--algorithm", "random", "--json"))
                .matches("\\{\"id\":\\d+,\"operation\":\"wipe\",\"type\":\"COMPLETED\",\"status\":\"COMPLETED\","
                        + "\"claims\":\\[\\{\"kind\":\"volume\",\"path\":\"images/disk1\",\"mode\":\"EXCLUSIVE\"}.*],"
                        + "\"processed\":1048576,\"total\":1048576,\"unit\":\"bytes\",\"timeElapsedMillis\":\\d+,"
                        + "\"attempts\":1,\"ticks\":\\d+,\"code\":\"\",\"message\":\"\",\"result\":\\{.*},"
                        + "\"principal\":\"tester\",\"createdAt\":\"[^\"]+Z\",\"endedAt\":\"[^\"]+Z\","
                        + "\"phase\":\\{\"index\":1,\"count\":1,\"name\":\"[^\"]+\"},\"queueMillis\":\\d+,"
                        + "\"predictedOverActual\":\\{\"at25\":[^,]+,\"at50\":[^,]+,\"at75\":[^,}]+}}\n");
    }

    @Test
    void sentencesAreThoseOfVirsh() {
        assertThat(ok("vol-create-as", "images", "disk2", "64K", "--progress", "none"))
                .startsWith("Vol disk2 created");
        assertThat(ok("vol-wipe", "disk2", "--pool", "images")).startsWith("Vol disk2 wiped");
        assertThat(ok("vol-delete", "disk2", "--pool", "images")).startsWith("Vol disk2 deleted");
        assertThat(target.resolve("disk2")).doesNotExist();
    }

    @Test
    void aPoolIsDefinedInVirshsOldFormToo() {
        assertThat(ok("pool-define-as", "old", "dir", "-", "-", "-", "-", target + "2"))
                .isEqualTo("Pool old defined\n");
        assertThat(ok("pool-list", "--inactive", "--name")).isEqualTo("old\n");
        assertThat(ok("pool-list", "--all", "--name")).isEqualTo("images\nold\n");
        assertThat(ok("pool-list", "--name")).isEqualTo("images\n");
    }

    @Test
    void aTableIsAlignedAndPlainWhereNobodyLooks() {
        assertThat(ok("vol-list", "images").lines()).first().asString().isEqualTo("Name   State    Path");
    }

    @Test
    void namesThatCouldSteerTheTerminalAreShownAsEscapes() throws IOException {
        String evil = "evil\n\u001b[2J\u009bname";
        Files.writeString(target.resolve(evil), "x");

        String table = ok("vol-list", "images");
        Answer answer = shell.run("vol-info", evil, "--pool", "images");

        assertThat(table).hasLineCount(table.contains("evil") ? 4 : 3).doesNotContain("\u001b", "\u009b");
        assertThat(answer.status()).isNotZero();
        assertThat(answer.err()).hasLineCount(1).contains("\\u001b").doesNotContain("\u001b", "\u009b");
    }

    @Test
    void namesAloneArePrintedForScripts() {
        assertThat(ok("vol-list", "images", "--name")).isEqualTo("disk1\n");
        assertThat(ok("job-list", "--all", "--id")).matches("(\\d+\n)+");
    }

    @Test
    void thereIsNothingToRecover() {
        assertThat(ok("recover", "--plan", "--json")).isEqualTo("[]\n");
        assertThat(ok("recover")).isEqualTo("No job was cut off: there is nothing to recover\n");
        assertThat(ok("recover", "--json")).isEqualTo("{\"recoveries\":[],\"endings\":[]}\n");
    }

    @Test
    void whereThereIsNothingToCountNoProgressIsTold() {
        assertThat(shell.run("vol-create-as", "images", "sparse", "1byte", "--allocation", "0")
                        .err())
                .isEmpty();
    }

    @Test
    void readingAppendsNothing() throws IOException {
        Map<String, Integer> before = LedgerBytes.of(ledger);

        ok("pool-list", "--all");
        ok("pool-info", "images");
        ok("vol-list", "images", "--details");
        ok("vol-info", "disk1", "--pool", "images");
        ok("job-list", "--all");
        ok("recover", "--plan");

        assertThat(LedgerBytes.of(ledger)).isEqualTo(before);
    }

    @Test
    void aDirectoryThatIsNoLedgerIsLeftAlone() throws IOException {
        Path mine = Files.createDirectories(home.resolve("mine"));
        Files.writeString(mine.resolve("thesis.txt"), "all of it");

        for (String[] verb : new String[][] {
            {"pool-list"}, {"pool-define-as", "p", "dir", "--target", "/tmp/x"}, {"recover"}, {"verify"}
        }) {
            Answer answer = shell.with("JOBLEDGER_HOME", mine.toString()).run(verb);

            assertThat(answer.status()).isEqualTo(1);
            assertThat(answer.err()).contains(mine.toString());
        }
        assertThat(mine.toFile().list()).containsExactly("thesis.txt");
    }

    @Test
    void aLedgerOfANewerFormatIsLeftAlone() throws IOException {
        Files.writeString(ledger.resolve("format"), "jobledger 2\n");

        Answer answer = shell.run("pool-list");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("format 2", "knows format 1");
    }

    @Test
    void whereThereIsNoLedgerNoneIsMadeByLooking() {
        for (String verb : new String[] {"pool-list", "job-list", "recover", "verify"}) {
            Answer answer = shell.with("JOBLEDGER_HOME", home.resolve("none").toString())
                    .run(verb);

            assertThat(answer.status()).isEqualTo(3);
            assertThat(answer.err()).contains("there is no ledger at", "pool-define-as");
        }
        assertThat(home.resolve("none")).doesNotExist();
    }

    @Test
    void whatIsToldToAJobThatIsNotThereOrCannotTakeItIsRefused() {
        for (String verb : new String[] {"job-pause", "job-resume", "job-why", "job-finalize", "job-dismiss"}) {
            Answer answer = shell.run(verb, "999");

            assertThat(answer.status()).isEqualTo(3);
            assertThat(answer.err()).contains("there is no job 999");
        }
        String ended = ok("job-list", "--all", "--id").lines().findFirst().orElseThrow();
        assertThat(shell.run("job-pause", ended).err()).contains("job " + ended + " has ended");
        assertThat(shell.run("job-speed", "999", "1M").status()).isEqualTo(3);
        for (String speed : new String[] {"0", "fast", "-1", "99999999999E"}) {
            Answer answer = shell.run("job-speed", ended, speed);

            assertThat(answer.status()).as(speed).isEqualTo(2);
        }
    }

    @Test
    void aJobIsFinalizedAndDismissed() {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger)
                .operation(Operation.of("nothing", RecoveryPolicy.FAIL, job -> Document.empty())))) {
            Job job = driver.engine()
                    .submit(JobRequest.of("nothing").finalizedByHand().dismissedByHand());
            String id = Long.toString(job.id());
            awaitStatus(driver, job, JobStatus.PENDING);

            assertThat(shell.lent(driver, "job-why", id).out()).contains("'jobledger job-finalize " + id + "'");
            assertThat(shell.lent(driver, "job-dismiss", id).err()).contains("cannot accept command verb 'dismiss'");
            assertThat(shell.lent(driver, "job-finalize", id).out()).isEqualTo("Job " + id + " finalized\n");
            awaitStatus(driver, job, JobStatus.CONCLUDED);
            assertThat(shell.lent(driver, "job-why", id).out()).contains("'jobledger job-dismiss " + id + "'");
            assertThat(shell.lent(driver, "job-dismiss", id, "--json").out()).contains("\"status\":\"COMPLETED\"");
            assertThat(shell.lent(driver, "job-why", id).err()).contains("job " + id + " has ended");
        }
    }

    private static void awaitStatus(StorageDriver driver, Job job, JobStatus status) {
        while (driver.engine().jobInfo(job.id()).orElseThrow().status() != status) {
            Thread.onSpinWait();
        }
    }
}

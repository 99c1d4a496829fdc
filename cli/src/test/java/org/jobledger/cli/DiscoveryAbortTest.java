package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looking for the sources of pools, which is a job that a program works for. */
class DiscoveryAbortTest {
    @TempDir
    Path home;

    @Test
    @Timeout(60)
    void oneThatRunsIsAbortedFromAnotherTerminalAndItsProgramIsKilled() throws Exception {
        Path ledger = home.resolve("ledger");
        Shell shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        shell.run(
                "pool-define-as",
                "images",
                "dir",
                "--target",
                home.resolve("images").toString());
        Path pid = home.resolve("pid");
        Path program = Files.writeString(
                home.resolve("showmount"),
                "#!/bin/sh\necho $$ >" + pid + ".new && mv " + pid + ".new " + pid + "\nexec sleep 1000\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        try (Child search = Child.finding(home, ledger, "find-storage-pool-sources-as", "netfs", "nas.example.org")) {
            while (!Files.exists(pid)) {
                Thread.onSpinWait();
            }
            long child = Long.parseLong(Files.readString(pid).strip());
            assertThat(ProcessHandle.of(child)).isPresent();
            String job = shell.run("job-list", "--json").out().replaceAll("(?s)^\\[\\{\"id\":(\\d+),.*$", "$1");

            Answer aborted = shell.run("job-abort", job);

            assertThat(aborted.out()).as(aborted.err()).isEqualTo("Job " + job + " aborted\n");
            Answer ended = search.await();
            assertThat(ended.status()).isNotZero();
            assertThat(ended.err()).contains("job " + job + " (discover) was cancelled");
            assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }
}

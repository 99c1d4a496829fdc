package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs that read and write files, run by another process than the one that names the files. */
class GuestFilesTest {
    @TempDir
    Path home;

    Path ledger;
    Path target;
    Shell shell;

    @BeforeEach
    void makeVolume() throws IOException {
        ledger = home.resolve("ledger");
        target = home.resolve("images");
        shell = new Shell(home)
                .with("JOBLEDGER_HOME", ledger.toString())
                .in(Files.createDirectory(home.resolve("elsewhere")));
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
    void filesAreThoseOfTheOneWhoNamesThem() throws IOException, InterruptedException {
        byte[] data = "all of it ".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        Path in = Files.write(home.resolve("elsewhere/in"), data);
        try (Child server = Child.start(ledger, "serve", "--idle-exit", "600")) {
            // Where its door is not open yet, the first command would run here and not there.
            server.awaitPrinting("Serving ledger");
            ok("vol-upload", "disk1", "in", "--pool", "images", "--progress", "none");
            ok(
                    "vol-download",
                    "disk1",
                    "out",
                    "--pool",
                    "images",
                    "--length",
                    Integer.toString(data.length),
                    "--progress",
                    "none");
            assertThat(Files.mismatch(in, home.resolve("elsewhere/out"))).isEqualTo(-1);

            shell.typing("typed in by the guest");
            ok("vol-upload", "disk1", "-", "--pool", "images", "--progress", "none");
            assertThat(Files.readString(target.resolve("disk1"))).startsWith("typed in by the guestll of it ");

            assertThat(shell.run("vol-upload", "disk1", "/dev/fd/63", "--pool", "images")
                            .err())
                    .contains("'/dev/fd/63' is a file of the process that named it");
            assertThat(shell.run("vol-download", "disk1", "/dev/fd/63", "--pool", "images")
                            .status())
                    .isEqualTo(2);
            assertThat(ok("vol-download", "disk1", "/dev/stdout", "--pool", "images", "--length", "21"))
                    .isEqualTo("typed in by the guest");

            assertThat(ok("vol-clone", "disk1", "disk2", "--pool", "images", "--async"))
                    .contains(" started: clone of images/disk2");
            shell.typing("<volume><name>disk3</name><capacity>0</capacity></volume>");
            ok("vol-create-from", "images", "-", "disk1", "--queue", "600", "--progress", "none");
            assertThat(ok("pool-refresh", "images", "--async")).contains(" started: refresh of images");
            ok("vol-delete", "disk1", "--pool", "images", "--queue", "600", "--progress", "none");
            server.interrupt();
            assertThat(server.await().status()).isZero();
        }
    }

    @Test
    void aServerThatIsStartedForACommandReadsItsStandardInputFromTheStart() {
        try (OwnerProcess server = new OwnerProcess(ledger)) {
            shell.typing("<volume><name>disk4</name><capacity>4096</capacity></volume>");
            assertThat(ok("vol-create", "images", "-", "--async")).contains(" started: allocate of images/disk4");
            assertThat(server.pid()).isNotEqualTo(ProcessHandle.current().pid());
        }
    }
}

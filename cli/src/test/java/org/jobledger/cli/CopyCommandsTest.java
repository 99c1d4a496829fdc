package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that bring bytes from one place to another. */
class CopyCommandsTest {
    @TempDir
    private Path home;

    private Shell shell;
    private Path pool;

    @BeforeEach
    void aVolume() throws IOException {
        pool = Files.createDirectory(home.resolve("pool"));
        shell = new Shell(home).with("JOBLEDGER_HOME", home.resolve("ledger").toString());
        ok("pool-define-as", "images", "dir", "--target", pool.toString());
        ok("pool-start", "images");
        ok("vol-create-as", "images", "disk1", "3M", "--mode", "0640", "--progress", "none");
    }

    private String ok(String... arguments) {
        Answer answer = shell.run(arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out();
    }

    @Test
    void bytesGoInAroundAndOut() throws IOException {
        byte[] data = new byte[3 << 20];
        new Random(1).nextBytes(data);
        Arrays.fill(data, 1 << 20, 2 << 20, (byte) 0);
        Path in = Files.write(home.resolve("in"), data);
        Path out = home.resolve("out");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pool.resolve("disk1"))))
                .isEqualTo("rw-r-----");
        assertThat(ok("vol-upload", "disk1", in.toString(), "--pool", "images", "--sparse"))
                .startsWith("Vol disk1 uploaded from " + in);
        assertThat(Files.mismatch(in, pool.resolve("disk1"))).isEqualTo(-1);
        assertThat(ok("vol-clone", "disk1", "disk2", "--pool", "images")).startsWith("Vol disk2 cloned from disk1");
        assertThat(ok("vol-create-from", "images", "disk3", "disk2", "--capacity", "5M", "--mode", "0644"))
                .startsWith("Vol disk3 created from input vol disk2");
        assertThat(Files.size(pool.resolve("disk3"))).isEqualTo(5 << 20);
        assertThat(ok("vol-download", "disk3", out.toString(), "--pool", "images", "--length", "3M", "--sparse"))
                .startsWith("Vol disk3 downloaded to " + out);
        assertThat(Files.mismatch(in, out)).isEqualTo(-1);
        assertThat(ok("pool-refresh", "images")).startsWith("Pool images refreshed");
        assertThat(ok("vol-delete", "disk1", "--pool", "images", "--zeroed")).startsWith("Vol disk1 deleted");
        assertThat(pool.resolve("disk1")).doesNotExist();
    }

    @Test
    void whatCannotBeIsSaidBeforeAnythingIsTried() throws IOException {
        Path in = Files.write(home.resolve("in"), new byte[4 << 20]);
        assertThat(shell.run("vol-upload", "disk1", in.toString(), "--pool", "images")
                        .err())
                .contains("are not all in volume 'disk1' of 3145728 bytes");
        Answer missing = shell.run("vol-upload", "disk1", home.resolve("no").toString(), "--pool", "images");
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.err()).contains("there is no file '" + home.resolve("no") + "'");
        assertThat(shell.run("vol-clone", "disk1", "disk1", "--pool", "images").err())
                .contains("cannot be a copy of itself");
        assertThat(shell.run("vol-clone", "disk1", "../x", "--pool", "images").status())
                .isEqualTo(2);
        assertThat(shell.run("vol-create-from", "images", "d", "disk1", "--capacity", "1M")
                        .err())
                .contains("cannot have 1048576 bytes");
        assertThat(shell.run("vol-create-as", "images", "d", "1M", "--mode", "999")
                        .status())
                .isEqualTo(2);
        assertThat(pool.toFile().list()).containsExactly("disk1");
    }
}

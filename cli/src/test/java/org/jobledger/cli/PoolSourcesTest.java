package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pool comes from, said on the command line; finding it; and what is heard of pools. */
class PoolSourcesTest {
    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void emptyLedger() {
        shell = new Shell(home).with("JOBLEDGER_HOME", home.resolve("ledger").toString());
    }

    private String ok(String... arguments) {
        Answer answer = shell.run(arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out();
    }

    private static String[] words(String line) {
        return line.strip().split(" +", -1);
    }

    private static String virsh(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("virsh", "-c", "test:///default"));
        line.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } catch (IOException e) {
            Assumptions.abort(
                    "MISSING: virsh (package libvirt-clients) is not installed, so libvirt was not asked: " + e);
            throw e;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool-define-as p iscsi --print-xml --source-host h --source-path /x --source-dev /dev/sdb --source-name n"
                        + " --target /t --source-format f --auth-type chap --auth-username u --secret-usage s"
                        + " --adapter-name host1 --source-protocol-ver 4 --source-initiator iqn.a:b",
                "pool-define-as p scsi --print-xml --adapter-wwnn 2 --adapter-wwpn 1 --adapter-parent scsi_host3"
                        + " --adapter-parent-wwnn 2 --adapter-parent-wwpn 3 --adapter-parent-fabric-wwn 4 --target /dev/disk/by-path"
                        + " --auth-type ceph --auth-username u --secret-uuid abc",
                "pool-define-as p scsi --adapter-wwnn 2 --adapter-wwpn 1 --adapter-parent-wwnn 2 --adapter-parent-wwpn 3 --print-xml",
                "pool-define-as p scsi --adapter-wwnn 2 --adapter-wwpn 1 --adapter-parent-fabric-wwn 4 --print-xml",
                "pool-define-as p fs h /path dev name /t fmt --print-xml",
                "pool-create-as p disk --source-dev /dev/x --print-xml --build --overwrite",
            })
    void theXmlOfAllOptionsIsThatOfVirsh(String line) throws Exception {
        assertThat(ok(words(line)).strip()).isEqualTo(virsh(words(line)).strip());
        assertThat(home.resolve("ledger")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pool-define-as p netfs --source-host nas --source-path /x --target /mnt/p        | netfs
                    pool-define-as p fs --source-dev /dev/sdb1 --source-format xfs --target /mnt/p   | fs
                    pool-define-as p disk --source-dev /dev/sdb --source-format gpt --target /dev    | disk
                    pool-define-as p logical --source-name vg0 --source-dev /dev/sdb                 | logical
                    """)
    void poolsOfAllTypesThatAreBuiltAreDefinedByOptions(String line, String type) {
        assertThat(ok(words(line))).isEqualTo("Pool p defined\n");
        assertThat(ok("pool-list", "--all", "--name", "--type", type)).isEqualTo("p\n");
        assertThat(ok("pool-list", "--all", "--name", "--type", "dir")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pool-define-as p fs --target /mnt/p                                             | needs an element <device>
                    pool-define-as p gluster --source-host h --source-name n                         | pool type 'gluster' is not built: it is reached by a library (libgfapi)
                    pool-define-as p tape                                                            | there is no pool type 'tape'
                    pool-define-as p iscsi --auth-type chap --auth-username u                        | either --secret-usage or --secret-uuid
                    pool-create-as p dir --target /t --overwrite --no-overwrite                      | exclude each other
                    find-storage-pool-sources disk                                                   | sources of pools of type 'disk' cannot be looked for
                    find-storage-pool-sources-as netfs                                               | looked for on one host
                    find-storage-pool-sources-as iscsi --port 3                                      | needs a host
                    pool-event                                                                       | either --list or --event TYPE is required
                    pool-event --event birthday                                                      | there is no event type 'birthday'
                    """)
    void whatCannotBeIsRefused(String line, String message) {
        Answer answer = shell.run(words(line));
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE.code());
        assertThat(answer.err()).contains(message);
    }

    @Test
    void aPoolIsCreatedBuiltAndFoundByItsUuid() {
        Path target = home.resolve("deep/images");
        ok("pool-create-as", "images", "dir", "--target", target.toString(), "--build");
        assertThat(target).isDirectory();
        String uuid = ok("pool-uuid", "images").strip();
        assertThat(ok("pool-list", "--uuid", "--transient")).isEqualTo(uuid + "\n");
        assertThat(ok("pool-list", "--persistent", "--name")).isEmpty();
        assertThat(ok("pool-destroy", uuid)).contains("destroyed");
        assertThat(ok("pool-list", "--all", "--name")).isEmpty();
    }

    @Test
    void findingIsAJobThatTellsWhichProgramIsMissing() {
        Answer answer = shell.run("find-storage-pool-sources-as", "gluster", "nowhere.invalid", "--progress", "none");
        Assumptions.assumeFalse(answer.status() == 0, "gluster is installed here, and found something");
        assertThat(answer.err()).contains("job 1 (discover)", "gluster");
        assertThat(ok("job-list", "--all")).contains("discover", "failed");
    }

    @Test
    void whatHappensToPoolsIsHeardFromAnotherCommand() {
        ok("pool-define-as", "images", "dir", "--target", home.toString());
        ok("pool-define-as", "other", "dir", "--target", home.resolve("other").toString());
        Shell listener =
                new Shell(home).with("JOBLEDGER_HOME", home.resolve("ledger").toString());
        var threads = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Answer> heard = CompletableFuture.supplyAsync(
                    () -> listener.run("pool-event", "--event", "lifecycle", "--pool", "images", "--timestamp"),
                    threads);
            while (!heard.isDone()) {
                ok("pool-build", "other");
                ok("pool-autostart", "images");
                ok("pool-start", "images");
                ok("pool-destroy", "images");
            }
            assertThat(heard.join().status()).as(heard.join().err()).isZero();
            assertThat(heard.join().out())
                    .matches("[-0-9]+ [:.0-9]+\\+0000: event 'lifecycle' for storage pool images: (Started|Stopped)\\R"
                            + "events received: 1\\R");
        } finally {
            threads.shutdownNow();
        }
        Answer none = shell.run("pool-event", "--event", "refresh", "--timeout", "1", "--loop");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.out()).isEqualTo("events received: 0\n");
        assertThat(ok("pool-event", "--list")).isEqualTo("lifecycle\nrefresh\n");
    }
}

package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jobledger.cli.Shell.Answer;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.StorageDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a pool, and what XML says of pools and volumes. */
class PoolCommandsTest {
    private static final String UUID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";

    @TempDir
    Path home;

    Path ledger;
    Path target;
    Shell shell;

    @BeforeEach
    void definePool() throws IOException {
        ledger = home.resolve("ledger");
        target = home.resolve("images");
        shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        write("images.xml", poolXml("images", UUID, target));
        assertThat(ok("pool-define", "images.xml")).isEqualTo("Pool images defined from images.xml\n");
    }

    private static String poolXml(String name, String uuid, Path directory) {
        return "<pool type='dir'><name>" + name + "</name><uuid>" + uuid + "</uuid><target><path>" + directory
                + "</path></target></pool>";
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(home.resolve(name), text);
    }

    private String ok(String... arguments) {
        Answer answer = shell.run(arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out();
    }

    private void refused(int status, String message, String... arguments) throws IOException {
        Map<String, Integer> before = LedgerBytes.of(ledger);
        Answer answer = shell.run(arguments);
        assertThat(answer.status()).as(answer.err()).isEqualTo(status);
        assertThat(answer.err()).contains(message).hasLineCount(1);
        assertThat(LedgerBytes.of(ledger)).isEqualTo(before);
    }

    @Test
    void aPoolIsBuiltStartedDestroyedDeletedAndUndefined() throws IOException {
        assertThat(ok("pool-build", "images")).isEqualTo("Pool images built\n");
        assertThat(target).isDirectory();
        ok("pool-start", "images");
        refused(1, "is active", "pool-undefine", "images");
        refused(1, "is active", "pool-delete", "images");
        assertThat(ok("pool-destroy", "images")).isEqualTo("Pool images destroyed\n");
        refused(1, "not active", "pool-destroy", "images");
        Files.createFile(target.resolve("left"));
        assertThat(shell.run("pool-delete", "images").status()).isEqualTo(1);
        assertThat(target.resolve("left")).exists();
        Files.delete(target.resolve("left"));
        assertThat(ok("pool-delete", "images")).isEqualTo("Pool images deleted\n");
        assertThat(target).doesNotExist();
        assertThat(ok("pool-undefine", "images")).isEqualTo("Pool images has been undefined\n");
        assertThat(ok("pool-list", "--all", "--name")).isEmpty();
    }

    @Test
    void whatIsDumpedCanBeDefinedAgain() throws IOException {
        String xml = ok("pool-dumpxml", "images");
        ok("pool-undefine", "images");
        shell.typing(xml);
        assertThat(ok("pool-define", "-")).isEqualTo("Pool images defined from -\n");
        assertThat(ok("pool-dumpxml", "images")).isEqualTo(xml).contains("<uuid>" + UUID + "</uuid>");
        assertThat(ok("pool-dumpxml", "images", "--json")).startsWith("{\"xml\":\"<pool type='dir'>\\n");
    }

    @Test
    void theFirstPoolOfALedgerMayComeFromXml() {
        shell.with("JOBLEDGER_HOME", home.resolve("new").toString());
        ok("pool-define", "images.xml");
        assertThat(ok("pool-list", "--all", "--name")).isEqualTo("images\n");
    }

    @Test
    void aTransientPoolIsGoneWhenItIsDestroyed() throws IOException {
        Path directory = home.resolve("scratch");
        write(
                "scratch.xml",
                "<pool type='dir'><name>scratch</name><target><path>" + directory + "</path></target></pool>");
        refused(1, directory.toString(), "pool-create", "scratch.xml");
        assertThat(ok("pool-create", "scratch.xml", "--build")).isEqualTo("Pool scratch created from scratch.xml\n");
        assertThat(ok("pool-info", "scratch")).containsPattern("Persistent: +no");
        refused(2, "is transient", "pool-autostart", "scratch");
        ok("pool-destroy", "scratch");
        assertThat(ok("pool-list", "--all", "--name")).isEqualTo("images\n");
        assertThat(directory).isDirectory();
    }

    @Test
    void aPoolIsFoundByUuidAndNamedByIt() throws IOException {
        assertThat(ok("pool-uuid", "images")).isEqualTo(UUID + "\n");
        assertThat(ok("pool-name", UUID)).isEqualTo("images\n");
        assertThat(ok("pool-name", UUID, "--json")).isEqualTo("{\"name\":\"images\"}\n");
        refused(3, "there is no pool with uuid", "pool-name", "00000000-0000-4000-8000-000000000000");
    }

    @Test
    void capabilitiesNameTheTypesThatAreBuilt() {
        assertThat(ok("pool-capabilities")).contains("<storagepoolCapabilities>", "type='dir'", "type='netfs'");
    }

    @Test
    void aServerStartsThePoolsThatAreMarked() throws IOException, InterruptedException {
        ok("pool-build", "images");
        write("gone.xml", poolXml("gone", "2b4e28ba-2fa1-41d2-883f-0016d3cca427", home.resolve("gone")));
        ok("pool-define", "gone.xml");
        assertThat(ok("pool-autostart", "images")).isEqualTo("Pool images marked as autostarted\n");
        ok("pool-autostart", "gone");
        assertThat(ok("pool-info", "images")).containsPattern("Autostart: +yes");
        try (Child server = Child.start(ledger, "serve")) {
            server.awaitSaying("pool 'gone' is to be started by itself and could not be");
            assertThat(ok("pool-list", "--name")).isEqualTo("images\n");
            assertThat(ok("pool-autostart", "images", "--disable")).isEqualTo("Pool images unmarked as autostarted\n");
            server.interrupt();
            assertThat(server.await().status()).isZero();
        }
    }

    @Test
    void theVerbsOfPoolsAreJobsThatCanBeLeftAndAreSeen() throws InterruptedException {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            for (String verb : List.of("pool-build", "pool-start")) {
                Answer left = shell.lent(driver, verb, "images", "--async");
                assertThat(left.out()).as(left.err()).matches("Job [0-9]+ started: " + verb + " of images\n");
                String id = left.out().split(" ", -1)[1];
                assertThat(shell.lent(driver, "job-watch", id).status()).isZero();
                assertThat(shell.lent(driver, "job-list", "--all").out()).contains(verb);
            }
            assertThat(shell.lent(driver, "pool-list", "--name").out()).isEqualTo("images\n");
            assertThat(shell.lent(driver, "pool-start", "images", "--wait").err())
                    .contains("is active");
        }
    }

    @Test
    void aFirstPoolIsNotLeftToAServerOfALedgerThatIsNotThere() {
        Answer answer = new Shell(home)
                .run(
                        "--ledger",
                        home.resolve("new").toString(),
                        "pool-create-as",
                        "t",
                        "dir",
                        "--target",
                        home.resolve("t").toString(),
                        "--build",
                        "--async");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains("there is no ledger yet");
        assertThat(home.resolve("new")).doesNotExist();
    }

    @Test
    void aVolumeIsMadeFromXmlShownAndResized() throws IOException {
        ok("pool-start", "images", "--build");
        write(
                "d.xml",
                "<volume><name>disk1</name><capacity unit='KiB'>64</capacity>" + "<allocation>0</allocation></volume>");
        Path file = target.resolve("disk1");
        assertThat(ok("vol-create", "images", "d.xml", "--progress", "none"))
                .startsWith("Vol disk1 created from d.xml");
        assertThat(ok("vol-dumpxml", "disk1", "--pool", "images"))
                .startsWith("<volume type='file'>\n")
                .contains("<capacity unit='bytes'>65536</capacity>");
        assertThat(ok("vol-path", "disk1", "--pool", "images")).isEqualTo(file + "\n");
        assertThat(ok("vol-key", "disk1", "--pool", "images")).isEqualTo(file + "\n");
        assertThat(ok("vol-name", file.toString())).isEqualTo("disk1\n");
        assertThat(ok("vol-pool", file.toString())).isEqualTo("images\n");
        assertThat(ok("vol-pool", file.toString(), "--uuid", "--json")).isEqualTo("{\"pool\":\"" + UUID + "\"}\n");
        assertThat(ok("vol-resize", "disk1", "128K", "--pool", "images"))
                .startsWith("Size of volume disk1 changed to 128");
        assertThat(Files.size(file)).isEqualTo(128 << 10);
        refused(2, "shrink", "vol-resize", "disk1", "1K", "--pool", "images");
        assertThat(ok("vol-resize", "disk1", "64K", "--pool", "images", "--delta", "--shrink"))
                .startsWith("Size of volume disk1 changed by -64 KiB");
        assertThat(Files.size(file)).isEqualTo(64 << 10);
        ok("vol-resize", "disk1", "64K", "--pool", "images", "--delta", "--allocate");
        // Half of what is allocated: a file system may need a little more than that for it, or nothing more.
        refused(2, "below existing allocation", "vol-resize", "disk1", "32K", "--pool", "images", "--shrink");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            pool-define no.xml                                 | 3 | there is no file 'no.xml'
            pool-define bad.xml                                | 2 | unexpected root element <x>
            pool-define binary.xml                             | 2 | is not text in UTF-8
            pool-define-as p fs --target /tmp/x                | 2 | needs an element <device>
            pool-build images --overwrite --no-overwrite       | 2 | exclude each other
            pool-destroy imagse                                | 3 | did you mean 'images'
            pool-undefine imagse                               | 3 | did you mean 'images'
            pool-dumpxml imagse                                | 3 | did you mean 'images'
            pool-name images                                   | 2 | 'images' is not a uuid
            vol-create imagse images.xml                       | 3 | did you mean 'images'
            vol-path disk1                                     | 2 | Name it with --pool
            """)
    void badInputIsRefusedInOneSentenceAndAppendsNothing(String command, int status, String message)
            throws IOException {
        write("bad.xml", "<x/>");
        Files.write(home.resolve("binary.xml"), new byte[] {(byte) 0xff, 0});
        refused(status, message, command.split(" +"));
    }
}

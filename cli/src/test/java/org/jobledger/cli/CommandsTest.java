package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                        + "\"target\":\"[^\"]+\",\"capacity\":\\d+,\"allocation\":\\d+,\"available\":\\d+}\n");
        assertThat(ok("--json", "pool-list"))
                .startsWith("[{\"name\":\"images\",")
                .endsWith("}]\n");
    }

    @Test
    void aVolumeHasItsFieldsInJson() {
        String fields = "{\"pool\":\"images\",\"name\":\"disk1\",\"path\":\"" + target.resolve("disk1")
                + "\",\"format\":\"raw\",\"capacity\":1048576,\"allocation\":1048576,\"state\":\"HEALTHY\",\"note\":\"\","
                + "\"jobId\":null,\"recorded\":true}";

        assertThat(ok("vol-info", "disk1", "--pool", "images", "--json")).isEqualTo(fields + "\n");
        assertThat(ok("vol-info", target.resolve("disk1").toString(), "--json")).isEqualTo(fields + "\n");
        assertThat(ok("vol-list", "images", "--json")).isEqualTo("[" + fields + "]\n");
    }

    @Test
    void aWipePrintsItsRecordInJson() {
        assertThat(ok("vol-wipe", "disk1", "--pool", "images", "--algorithm", "random", "--json"))
                .matches("\\{\"id\":\\d+,\"operation\":\"wipe\",\"type\":\"COMPLETED\",\"status\":\"COMPLETED\","
                        + "\"claims\":\\[\\{\"kind\":\"volume\",\"path\":\"images/disk1\",\"mode\":\"EXCLUSIVE\"}.*],"
                        + "\"processed\":1048576,\"total\":1048576,\"unit\":\"bytes\",\"timeElapsedMillis\":\\d+,"
                        + "\"attempts\":1,\"ticks\":\\d+,\"code\":\"\",\"message\":\"\",\"result\":\\{.*},"
                        + "\"principal\":\"tester\",\"createdAt\":\"[^\"]+Z\",\"endedAt\":\"[^\"]+Z\"}\n");
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
    void thereIsNothingToRecover() {
        assertThat(ok("recover", "--plan", "--json")).isEqualTo("[]\n");
        assertThat(ok("recover")).isEqualTo("No job was cut off: there is nothing to recover\n");
        assertThat(ok("recover", "--json")).isEqualTo("{\"recoveries\":[],\"endings\":[]}\n");
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pool-start imagse                                  | 3 | no pool 'imagse'.*did you mean 'images'
            pool-info nothing                                  | 3 | 'nothing'
            pool-define-as a/b dir --target /tmp/x             | 2 | 'a/b' contains a '/'
            pool-define-as .. dir --target /tmp/x              | 2 | '\\.\\.' names a directory
            pool-define-as p nfs --target /tmp/x               | 2 | 'nfs' is not built
            pool-define-as p dir                               | 2 | --target PATH
            pool-define-as p dir --target relative             | 2 | 'relative'
            vol-create-as images d2 0                          | 2 | capacity of volume 'd2' is 0
            vol-create-as images d2 4E                         | 1 | would take 4.00 EiB, and pool 'images' has
            vol-create-as images d2 12Q                        | 2 | unknown unit 'Q'
            vol-create-as images d2 1M --allocation 2M         | 2 | allocation of volume 'd2' is 2097152
            vol-create-as images d2 1M --format qcow2          | 2 | 'qcow2' is not built
            vol-create-as images ../d2 1M                      | 2 | '../d2' contains a '/'
            vol-create-as images .. 1M                         | 2 | '\\.\\.' names a directory
            vol-create-as imagse d2 1M                         | 3 | no pool 'imagse'
            vol-create-as images disk1 1M                      | 1 | 'disk1'
            vol-info disk1                                     | 2 | Name it with --pool
            vol-info dsik1 --pool images                       | 3 | 'dsik1'.*did you mean 'disk1'
            vol-info /nowhere/disk1                            | 3 | '/nowhere/disk1'
            vol-wipe disk2 --pool images                       | 3 | 'disk2'
            vol-wipe ../images/disk1 --pool images             | 2 | contains a '/'
            vol-wipe disk1 --pool images --algorithm shred     | 2 | unknown wipe algorithm 'shred'
            vol-delete disk2 --pool images                     | 3 | 'disk2'
            job-info 99                                        | 3 | there is no job 99
            job-abort 99                                       | 3 | there is no job 99
            job-events 99                                      | 3 | there is no job 99
            job-info x                                         | 2 | 'x' is not a long
            vol-wipe disk1 --pool images --progress loud       | 2 | loud
            """)
    void badInputIsRefusedInOneSentenceAndAppendsNothing(String command, int status, String message)
            throws IOException {
        Map<String, Integer> before = LedgerBytes.of(ledger);

        Answer answer = shell.run(command.strip().split(" +"));

        assertThat(answer.status()).as(answer.err()).isEqualTo(status);
        assertThat(answer.err())
                .startsWith("jobledger: ")
                .containsPattern(message)
                .hasLineCount(1);
        assertThat(answer.out()).isEmpty();
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
}

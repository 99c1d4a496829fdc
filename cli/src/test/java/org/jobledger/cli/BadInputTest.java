package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said in one sentence, before the ledger is opened to write. */
class BadInputTest {
    @TempDir
    static Path home;

    static Path ledger;
    static Shell shell;

    @BeforeAll
    static void makePool() {
        ledger = home.resolve("ledger");
        shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        String target = home.resolve("images").toString();
        assertThat(shell.run("pool-define-as", "images", "dir", "--target", target)
                        .status())
                .isZero();
        assertThat(shell.run("pool-start", "images", "--build").status()).isZero();
        assertThat(shell.run("vol-create-as", "images", "disk1", "1M").status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            pool-start images                                  | 1 | 'images'
            pool-define-as images dir --target /tmp/x          | 1 | 'images'
            pool-start imagse                                  | 3 | no pool 'imagse'.*did you mean 'images'
            pool-info nothing                                  | 3 | 'nothing'
            pool-define-as a/b dir --target /tmp/x             | 2 | 'a/b' contains a '/'
            pool-define-as .. dir --target /tmp/x              | 2 | '\\.\\.' names a directory
            pool-define-as p nfs --target /tmp/x               | 2 | no pool type 'nfs'
            pool-define-as p dir                               | 2 | --target PATH
            pool-define-as p dir --target relative             | 2 | 'relative'
            vol-create-as images d2 4E                         | 1 | does not fit in pool 'images'
            vol-create-as images d2 12Q                        | 2 | unknown unit 'Q'
            vol-create-as images d2 1M --allocation 2M         | 2 | allocation of volume 'd2' is 2097152
            vol-create-as images d2 1M --format cow            | 2 | 'cow' cannot be made; there are raw, luks, qcow2
            vol-create-as images d2 1M --format luks           | 2 | needs an encryption with a secret
            vol-create-as images d2 1M --backing-vol disk1     | 2 | 'raw' have no backing store
            vol-create-as images d2 1M --secret-file /nowhere  | 3 | no file '/nowhere'
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
            job-info x                                         | 2 | 'x' is not a whole number
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
}

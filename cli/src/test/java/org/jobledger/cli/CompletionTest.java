package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobledger.storage.ImageFormat;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.WipeAlgorithm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a real bash, with a command beside it that answers as the real one does. */
class CompletionTest {
    private static final String ANSWERS = """
            jobledger() {
              case "$*" in
                "pool-list --all --name") printf 'images\\nisos\\n' ;;
                "vol-list images --name") printf 'disk1\\ndisk two\\n' ;;
                "job-list --id") printf '3\\n14\\n' ;;
              esac
            }
            """;

    @TempDir
    Path home;

    Path script;

    @BeforeEach
    void writeScript() throws IOException {
        script = home.resolve("completion.bash");
        Files.writeString(script, new Shell(home).run("completion", "bash").out());
    }

    /** What bash offers for the last of these words. */
    private String complete(String... words) throws IOException, InterruptedException {
        String command = "source " + script + "\n" + ANSWERS + "COMP_WORDS=('" + String.join("' '", words)
                + "')\nCOMP_CWORD=" + (words.length - 1) + "\n_jobledger_names\nprintf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "-c", command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void verbsAndOptionsAreCompleted() throws IOException, InterruptedException {
        assertThat(complete("jobledger", "vol-wi")).isEqualTo("vol-wipe\n");
        assertThat(complete("jobledger", "vol-wipe", "--alg")).isEqualTo("--algorithm\n");
    }

    @Test
    void namesComeFromTheLedger() throws IOException, InterruptedException {
        assertThat(complete("jobledger", "pool-info", "i")).isEqualTo("images\nisos\n");
        assertThat(complete("jobledger", "vol-wipe", "--pool", "im")).isEqualTo("images\n");
        assertThat(complete("jobledger", "vol-wipe", "--pool", "images", "")).isEqualTo("disk1\ndisk\\ two\n");
        assertThat(complete("jobledger", "job-watch", "1")).isEqualTo("14\n");
    }

    private static String lines(Stream<String> words) {
        return words.map(word -> word + "\n").collect(Collectors.joining());
    }

    @Test
    void wordsOfWhichThereAreNotManyAreCompleted() throws IOException, InterruptedException {
        assertThat(complete("jobledger", "vol-wipe", "disk1", "--algorithm", ""))
                .isEqualTo(lines(Arrays.stream(WipeAlgorithm.values()).map(WipeAlgorithm::word)));
        assertThat(complete("jobledger", "vol-create-as", "images", "d", "1G", "--format", ""))
                .isEqualTo(lines(ImageFormat.words().stream()));
        assertThat(complete("jobledger", "vol-create-as", "images", "d", "1G", "--backing-vol-format", "qc"))
                .isEqualTo("qcow2\nqcow\n");
        assertThat(complete("jobledger", "vol-wipe", "--progress", "")).isEqualTo("auto\nplain\nnone\n");
        assertThat(complete("jobledger", "pool-list", "--type", "is")).isEqualTo("iscsi\niscsi-direct\n");
        assertThat(complete("jobledger", "pool-event", "--event", "")).isEqualTo("lifecycle\nrefresh\n");
        assertThat(complete("jobledger", "find-storage-pool-sources-as", ""))
                .isEqualTo("netfs\niscsi\ngluster\nlogical\n");
        assertThat(complete("jobledger", "completion", "b")).isEqualTo("bash\n");
        assertThat(complete("jobledger", "help", "vol-wi")).isEqualTo("vol-wipe\n");
    }

    /** A pool may be called as a part of an option is. */
    @Test
    void theTypeOfAPoolIsCompletedInItsPlaceAndItsFormatsAreThoseOfItsType() throws IOException, InterruptedException {
        for (String pool : List.of("images", "source", "p")) {
            assertThat(complete("jobledger", "pool-define-as", pool, ""))
                    .isEqualTo(lines(Arrays.stream(PoolType.values()).map(PoolType::word)));
            assertThat(complete("jobledger", "pool-create-as", "--print-xml", pool, "ne"))
                    .isEqualTo("netfs\n");
        }
        assertThat(complete("jobledger", "pool-define-as", "p", "netfs", "--source-format", ""))
                .isEqualTo(lines(PoolType.NETFS.formats().stream()));
        assertThat(complete("jobledger", "pool-define-as", "p", "disk", "--source-format", "g"))
                .isEqualTo("gpt\n");
        assertThat(complete("jobledger", "pool-define-as", "p", "rbd", "--auth-type", "c"))
                .isEqualTo("chap\nceph\n");
    }
}

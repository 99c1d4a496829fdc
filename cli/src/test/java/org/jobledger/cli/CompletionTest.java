package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
}

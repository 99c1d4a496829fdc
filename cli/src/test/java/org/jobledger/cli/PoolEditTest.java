package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolEditTest {
    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void aPool() {
        shell = new Shell(home).with("JOBLEDGER_HOME", home.resolve("ledger").toString());
        assertThat(shell.run("pool-define-as", "images", "dir", "--target", "/srv/images")
                        .status())
                .isZero();
    }

    private Answer edit(String script) throws IOException {
        Path editor = Files.writeString(home.resolve("editor"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
        return shell.with("EDITOR", editor + " -x").run("pool-edit", "images");
    }

    private String xml() {
        return shell.run("pool-dumpxml", "images").out();
    }

    @Test
    void theEditorsTextIsTheNewDefinition() throws IOException {
        Answer answer = edit("[ $1 = -x ] && sed -i s,/srv/images,/srv/others, $2");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).isEqualTo("Pool images XML configuration edited.\n");
        assertThat(xml()).contains("<path>/srv/others</path>");
    }

    @Test
    void nothingIsChangedWhereTheTextIsNotOrTheEditorFails() throws IOException {
        String before = xml();
        assertThat(edit("true").out()).isEqualTo("Pool images XML configuration not changed.\n");
        Answer failed = edit("exit 3");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).contains("ended with status 3, and nothing is changed; the edited text is in '");
        Files.delete(Path.of(failed.err().replaceFirst("(?s).*the edited text is in '([^']*)'.*", "$1")));
        assertThat(xml()).isEqualTo(before);
    }

    @Test
    void aStartedPoolStaysWhatItIsUntilItIsStopped() throws IOException {
        assertThat(edit("sed -i s,/srv/images," + home.resolve("one") + ", $2").err())
                .isEmpty();
        assertThat(shell.run("pool-build", "images").status()).isZero();
        assertThat(shell.run("pool-start", "images").status()).isZero();
        Answer answer = edit("sed -i s,/one,/two, $2");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).isEqualTo("""
                        Pool images XML configuration edited.
                        It is started, and stays what it is until it is stopped.
                        """);
        assertThat(xml()).contains("/one</path>");
        assertThat(shell.run("pool-dumpxml", "images", "--inactive").out()).contains("/two</path>");
        assertThat(edit("grep -q /two $2 || exit 4").out()).contains("not changed");
        assertThat(shell.run("pool-destroy", "images").status()).isZero();
        assertThat(xml()).contains("/two</path>");
    }

    @Test
    void aTextThatIsNoPoolIsKeptAndThePoolIsAsItWas() throws IOException {
        String before = xml();
        Answer answer = edit("echo nonsense > $2");
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("not XML", "pool 'images' is as it was; the edited text is in '");
        Path kept = Path.of(answer.err().replaceFirst("(?s).*the edited text is in '([^']*)'.*", "$1"));
        assertThat(kept).hasContent("nonsense");
        Files.delete(kept);
        assertThat(xml()).isEqualTo(before);
    }

    @Test
    void aPoolThatSomebodyElseChangedMeanwhileIsLeftToHim() throws Exception {
        String other = "<pool type='dir'><name>images</name><uuid>"
                + shell.run("pool-uuid", "images").out().strip()
                + "</uuid><target><path>/srv/his</path></target></pool>";
        Files.writeString(home.resolve("his.xml"), other);
        Path waits = home.resolve("waits");
        assertThat(new ProcessBuilder("mkfifo", waits.toString()).start().waitFor())
                .isZero();
        CompletableFuture<Answer> editing = CompletableFuture.supplyAsync(() -> {
            try {
                return edit("cat " + waits + "; sed -i s,/srv/images,/srv/mine, $2");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        // It opens when the editor does.
        try (OutputStream released = Files.newOutputStream(waits)) {
            assertThat(new Shell(home)
                            .with("JOBLEDGER_HOME", home.resolve("ledger").toString())
                            .run("pool-define", home.resolve("his.xml").toString())
                            .status())
                    .isZero();
        }
        Answer answer = editing.join();
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("was changed by somebody else meanwhile");
        assertThat(xml()).contains("/srv/his");
        Files.delete(Path.of(answer.err().replaceFirst("(?s).*the edited text is in '([^']*)'.*", "$1")));
    }
}

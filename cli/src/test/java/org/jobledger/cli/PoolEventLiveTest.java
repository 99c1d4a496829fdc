package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** pool-event hears what happens whoever owns the ledger: nobody, a short command, a server, and one after the other. */
@Timeout(120)
class PoolEventLiveTest {
    @TempDir
    private Path home;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Shell shell;

    @BeforeEach
    void aPool() {
        shell = new Shell(home).with("JOBLEDGER_HOME", home.resolve("ledger").toString());
        ok("pool-define-as", "images", "dir", "--target", home.toString());
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private void ok(String... arguments) {
        Answer answer = shell.run(arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
    }

    private CompletableFuture<Answer> listening(String... more) {
        String[] words = new String[3 + more.length];
        System.arraycopy(new String[] {"pool-event", "--event", "lifecycle"}, 0, words, 0, 3);
        System.arraycopy(more, 0, words, 3, more.length);
        Shell other =
                new Shell(home).with("JOBLEDGER_HOME", home.resolve("ledger").toString());
        return CompletableFuture.supplyAsync(() -> other.run(words), threads);
    }

    private OpenHouse serve() {
        Session session = new Session(shell.surroundings(Map.of()));
        session.options().ledger = home.resolve("ledger");
        return session.own().serve();
    }

    /** Over owners that come and go: from the first that is heard on each is heard, once and in order. */
    @Test
    void overChangesOfTheOwnerNothingIsLostOrDoubled() throws Exception {
        CompletableFuture<Answer> heard = listening("--loop", "--timeout", "1");
        int changes = 0;
        while (!heard.isDone()) {
            OpenHouse house = changes % 2 == 0 ? serve() : null;
            ok("pool-start", "images");
            ok("pool-destroy", "images");
            if (house != null) {
                assertThat(house.stop(Duration.ofSeconds(30))).isEmpty();
                house.close();
            }
            changes++;
        }
        String[] lines = heard.get().out().split("\\R", -1);
        int first = lines[0].endsWith("Started") ? 0 : 1;
        assertThat(lines.length).isGreaterThan(1);
        for (int i = 0; i < lines.length - 2; i++) {
            assertThat(lines[i])
                    .as("line %s of %s", i, heard.get().out())
                    .endsWith((i + first) % 2 == 0 ? "images: Started" : "images: Stopped");
        }
    }
}

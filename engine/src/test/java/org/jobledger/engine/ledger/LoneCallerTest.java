package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes of the answer, and whoever else waits: staying awake ends. */
@Timeout(60)
class LoneCallerTest {
    private final LoneCaller callers = new LoneCaller();

    @Test
    void itEndsWhenTheAnswerIsThere() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread appender = new Thread(() -> answer.complete("durable"));
        appender.start();
        callers.begins(answer);
        assertThat(answer.join()).isEqualTo("durable");
        callers.ends();
    }

    @Test
    void itEndsWhenNoAnswerComesHoweverOften() {
        for (int i = 0; i < 1000; i++) {
            callers.begins(new CompletableFuture<>());
            callers.ends();
        }
    }

    @Test
    void itEndsWhenSomebodyElseWaitsToo() throws InterruptedException {
        CompletableFuture<String> never = new CompletableFuture<>();
        Thread first = new Thread(() -> callers.begins(never));
        first.start();
        callers.begins(never);
        first.join();
        callers.ends();
        callers.ends();
    }

    @Test
    void anAnswerThatFailedIsOneToo() {
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new IllegalStateException("full"));
        for (int i = 0; i < 1000; i++) {
            callers.begins(failed);
            callers.ends();
        }
    }
}

package org.jobledger.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever text an event is given, it can be written and read again. */
class PlainTextTest {

    private static Event readAgain(Event event) {
        return EventJson.decode(event.type(), event.type().schema(), EventJson.encode(event));
    }

    @Test
    void aTextOfAnyLengthCanBeReadAgain() {
        for (int length : List.of(0, 1, 3999, 4000, 4001, 10_000, 100_000, 5_000_000)) {
            for (String letter : List.of("x", "\u00e9", "\"", "\n", "\u0001", "\ud83d\ude00")) {
                JobFailed failed = new JobFailed("code", letter.repeat(Math.max(0, length / letter.length())));
                assertThat(readAgain(failed)).isEqualTo(failed);
            }
        }
        assertThat(new JobFailed("c", "x".repeat(4010)).message()).endsWith("x... (50 more characters)");
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacter() {
        JobCancelled cancelled = new JobCancelled("a\ud83d b\ude00");
        assertThat(cancelled.message()).isEqualTo("a\ufffd b\ufffd");
        assertThat(readAgain(cancelled)).isEqualTo(cancelled);
        assertThat(new JobFailed("c", "x".repeat(3959) + "\ud83d\ude00".repeat(30)).message())
                .startsWith("x".repeat(3959) + "\ufffd...");
    }

    @Test
    void aLongStringInADocumentIsRefusedAndAShortOneCanBeReadAgain() {
        Document longest = Document.of("k", "\u00e9".repeat(7990));
        assertThat(readAgain(new JobCompleted(longest))).isEqualTo(new JobCompleted(longest));
        assertThat(new String(EventJson.encode(new JobCompleted(longest)), StandardCharsets.UTF_8))
                .contains(longest.json());
        assertThatThrownBy(() -> Document.of("k", "x".repeat(8001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("string of more than 8000 characters");
    }
}

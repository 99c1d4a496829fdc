package org.jobledger.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {

    @Test
    void keepsTheTextByteForByte() {
        String text = "{ \"n\" : 1.50,\"m\":12345678901234567890 , \"s\":\"}\\\"{\" }";
        assertThat(new Document(text).json()).isEqualTo(text);
        assertThat(new Document(text).value("n")).isEqualTo(new BigDecimal("1.50"));
        assertThat(new Document(text).string("s")).isEqualTo("}\"{");
    }

    @Test
    void keepsTheTextByteForByteInsideAnEvent() {
        String text = "{\"k\u00fc\" : \"\u20ac \uD83D\uDE00 \u2028\", \"n\":1.50}";
        JobCompleted event = new JobCompleted(new Document(text));
        assertThat(new String(EventJson.encode(event), StandardCharsets.UTF_8)).isEqualTo("{\"result\":" + text + "}");
        assertThat(EventJson.decode(EventType.JOB_COMPLETED, 1, EventJson.encode(event)))
                .isEqualTo(event);
        assertThat(Document.of("d", new Document(text)).json()).isEqualTo("{\"d\":" + text + "}");
    }

    @Test
    void refusesTextThatUtf8CannotHold() {
        assertThatThrownBy(() -> new Document("{\"a\":\"\uD83D\"}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isWrittenFromNamesAndValues() {
        Document document =
                Document.of("s", "a\"\n", "n", Long.MAX_VALUE, "b", true, "l", List.of(1, 2), "d", Document.of("k", 1));
        assertThat(document.json())
                .isEqualTo("{\"s\":\"a\\\"\\n\",\"n\":9223372036854775807,\"b\":true,\"l\":[1,2],\"d\":{\"k\":1}}");
        assertThat(document.integer("n")).isEqualTo(Long.MAX_VALUE);
        assertThat(document.flag("b")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\":}",
                "{\"a\":1}x",
                "{\"a\":1} ",
                "{}{}",
                "{}][{}",
                "null",
                "\"x\"",
                "{\"a\":1]"
            })
    void whatIsNoObjectIsRefusedAndShown(String text) {
        assertThatThrownBy(() -> new Document(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a JSON object");
    }

    @Test
    void aMissingOrWrongFieldIsNamed() {
        assertThatThrownBy(() -> Document.of("a", 1).string("a"))
                .hasMessageContaining("'a'")
                .hasMessageContaining("Long");
        assertThatThrownBy(() -> Document.of("a", 1).integer("b"))
                .hasMessageContaining("'b'")
                .hasMessageContaining("missing");
    }
}

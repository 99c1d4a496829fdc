package org.jobledger.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /** The quick look may miss a document, but never takes for one what the reader would refuse. */
    @Test
    void whatIsKnownAtAQuickLookTheReaderReadsToo() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int known = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = changed(object(random, 3), random);
            if (PlainJson.isObject(text)) {
                known++;
                assertThatCode(() -> DocumentText.parse(text))
                        .as("seed %d: %s", seed, text)
                        .doesNotThrowAnyException();
            }
        }
        assertThat(known).as("seed %d", seed).isGreaterThan(2_000);
        assertThat(PlainJson.isObject("{}")).isTrue();
        assertThat(PlainJson.isObject("{\"at\":-12,\"l\":[1,true,null,{}],\"d\":{\"k\":\"v\"}}"))
                .isTrue();
    }

    private static String object(Random random, int depth) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> "\"" + "abc ~!".substring(random.nextInt(6)) + "\":" + value(random, depth))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> String.valueOf(random.nextLong() >> random.nextInt(64));
            case 1 -> String.valueOf(random.nextInt());
            case 2 -> List.of("true", "false", "null").get(random.nextInt(3));
            case 3 -> "\"" + "text{[,:0".substring(random.nextInt(9)) + "\"";
            case 4 -> List.of("0", "-0", "00", "1.5", "1e3", "-", "\"\\n\"").get(random.nextInt(7));
            case 5 -> object(random, depth - 1);
            default ->
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> value(random, depth - 1))
                        .collect(Collectors.joining(",", "[", "]"));
        };
    }

    /** One in two with a character taken out, put in or doubled. */
    private static String changed(String text, Random random) {
        if (random.nextBoolean()) {
            return text;
        }
        int at = random.nextInt(text.length());
        String with = random.nextBoolean() ? "" : String.valueOf("{}[]\",:0-e. \\tn\u0001".charAt(random.nextInt(16)));
        return text.substring(0, at) + with + text.substring(at + random.nextInt(2));
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

package org.jobledger.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jobledger.engine.event.Document;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void everyKindOfValueHasItsForm() {
        Object value = Json.object(
                "text",
                "a\"b\\c\n\u001b",
                "number",
                1L,
                "decimal",
                new BigDecimal("1.10"),
                "flag",
                true,
                "nothing",
                null,
                "none",
                List.of(),
                "list",
                Arrays.asList(1, null, "x"),
                "document",
                new Document("{\"a\":1.00}"),
                "path",
                Path.of("/a"),
                "time",
                Instant.parse("2026-01-01T00:00:00Z"),
                "bytes",
                new byte[] {1, (byte) 0xff},
                "notANumber",
                Double.NaN);

        assertThat(Json.write(value))
                .isEqualTo("{\"text\":\"a\\\"b\\\\c\\n\\u001B\",\"number\":1,\"decimal\":1.10,\"flag\":true,"
                        + "\"nothing\":null,\"none\":[],\"list\":[1,null,\"x\"],\"document\":{\"a\":1.00},\"path\":\"/a\","
                        + "\"time\":\"2026-01-01T00:00:00Z\",\"bytes\":\"01ff\",\"notANumber\":\"NaN\"}");
    }

    @Test
    void aDocumentKeepsEachCharacter() {
        Document document = Document.of("path", "/srv/\u00fcn\u00ef \u2603 \ud83d\ude00");

        assertThat(Json.write(Json.object("result", document, "name", "\u2603")))
                .isEqualTo("{\"result\":" + document.json() + ",\"name\":\"\u2603\"}");
    }
}

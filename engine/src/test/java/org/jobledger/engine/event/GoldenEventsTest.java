package org.jobledger.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The codes, names and JSON of events are pinned: ledgers of this release are read by every later one. */
class GoldenEventsTest {

    @Test
    void everyTypeHasASample() {
        assertThat(SampleEvents.oneOfEach()).extracting(Event::type).containsExactly(EventType.values());
    }

    @Test
    void codesNamesAndJsonAreThoseOfTheGoldenFile() throws IOException {
        String now = SampleEvents.oneOfEach().stream()
                .map(event -> event.type().code() + " " + event.type().schema() + " "
                        + event.type().wireName() + " " + new String(EventJson.encode(event), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(now).isEqualTo(golden());
    }

    @Test
    void theGoldenJsonIsReadAsTheSameEvents() throws IOException {
        List<Event> read = golden().lines()
                .map(line -> line.split(" ", 4))
                .map(part -> EventJson.decode(
                        EventType.ofCode(Integer.parseInt(part[0])),
                        Integer.parseInt(part[1]),
                        part[3].getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertThat(read).isEqualTo(SampleEvents.oneOfEach());
    }

    @Test
    void aNewerTypeOrSchemaIsRefusedWithASentence() {
        assertThatThrownBy(() -> EventType.ofCode(999))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("code 999");
        assertThatThrownBy(() -> EventJson.decode(EventType.JOB_PAUSED, 2, new byte[0]))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("schema version 2 of event JobPaused");
        assertThatThrownBy(() -> EventJson.decode(EventType.JOB_PAUSED, 1, "[".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("JobPaused");
    }

    private static String golden() throws IOException {
        try (InputStream in = GoldenEventsTest.class.getResourceAsStream("/golden/events-1.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

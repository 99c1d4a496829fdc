package org.jobledger.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @Test
    void whatCouldSteerATerminalIsEscaped() {
        assertThat(Printable.of("a\u001b[2Jb\nc\u202ed\u009b")).isEqualTo("a\\u001b[2Jb\\u000ac\\u202ed\\u009b");
        assertThat(Printable.of("größe 卷 \ud83d\ude00")).isEqualTo("größe 卷 \ud83d\ude00");
    }

    @Test
    void wideCharactersTakeTwoColumnsAndCombiningOnesNone() {
        assertThat(Columns.of("abc")).isEqualTo(3);
        assertThat(Columns.of("卷a")).isEqualTo(3);
        assertThat(Columns.of("e\u0301")).isEqualTo(1);
        assertThat(Columns.of("\ud83d\ude00")).isEqualTo(2);
    }

    @Test
    void cuttingNeverTakesMoreColumnsThanThereAre() {
        assertThat(Columns.cut("volume", 6, "...")).isEqualTo("volume");
        assertThat(Columns.cut("volumes", 6, "...")).isEqualTo("vol...");
        assertThat(Columns.cut("卷卷卷", 4, "~")).isEqualTo("卷~");
        assertThat(Columns.cut("volumes", 2, "...")).isEqualTo("vo");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00 s", "350, 0.35 s", "48200, 48.2 s", "70000, 1m10s", "7500000, 2h05m", "273600000, 3d4h"})
    void durationsHaveTwoUnitsAtMost(long millis, String shown) {
        assertThat(HumanTime.show(Duration.ofMillis(millis))).isEqualTo(shown);
    }

    @Test
    void timesAreShownToTheMillisecond() {
        assertThat(HumanTime.show(Instant.parse("2026-02-03T04:05:06.789012Z"), ZoneOffset.UTC))
                .isEqualTo("2026-02-03 04:05:06.789");
    }

    @Test
    void fieldsAreAligned() {
        assertThat(new Fields()
                        .add("Name", "d1")
                        .addIf(false, "Note", "x")
                        .add("Data remaining", 7)
                        .lines())
                .containsExactly("Name:           d1", "Data remaining: 7");
    }

    @Test
    void sentencesBreakBetweenWords() {
        assertThat(Wrapped.lines("one two three four", 9)).containsExactly("one two", "three", "four");
        assertThat(Wrapped.lines("/a/very/long/path x", 5)).containsExactly("/a/very/long/path", "x");
    }

    @Test
    void theNearestNameIsFoundAndAFarOneIsNot() {
        List<String> names = List.of("vol-wipe", "vol-info", "pool-list");

        assertThat(NearName.of("vol-wip", names)).contains("vol-wipe");
        assertThat(NearName.of("vol-iwpe", names)).contains("vol-wipe");
        assertThat(NearName.of("POOL-LST", names)).contains("pool-list");
        assertThat(NearName.of("frobnicate", names)).isEmpty();
        assertThat(NearName.distance("abcd", "abdc")).isEqualTo(1);
        assertThat(NearName.distance("", "abc")).isEqualTo(3);
    }
}

package org.jobledger.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private final Table table = Table.of("Name", ">Size", "Path")
            .row("a", 1, "/srv/images/a")
            .row("a-very-long-volume-name", 123, "/srv/images/a-very-long-volume-name");

    @Test
    void whereNobodyLooksNothingIsCut() {
        assertThat(table.lines(0, false))
                .containsExactly(
                        "Name                     Size  Path",
                        "-".repeat(66),
                        "a                           1  /srv/images/a",
                        "a-very-long-volume-name   123  /srv/images/a-very-long-volume-name");
    }

    @Test
    void theWidestColumnsAreCutFirst() {
        assertThat(table.lines(36, true))
                .containsExactly(
                        "Name            Size  Path",
                        "─".repeat(36),
                        "a                  1  /srv/images/a",
                        "a-very-long-v…   123  /srv/images/a…");
    }

    @Test
    void aNumberIsNeverCutInTheMiddle() {
        assertThat(Table.of("Name", ">Capacity", "Path")
                        .row("disk1", "10.00 MiB", "/srv/images")
                        .lines(21, false))
                .last()
                .isEqualTo("dis~  10.00 MiB  /sr~");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 20, 40, 80, 200})
    void noLineIsWiderThanTheTerminal(int width) {
        assertThat(table.lines(width, true)).allMatch(line -> Columns.of(line) <= width);
    }

    @Test
    void cellsCannotSteerTheTerminal() {
        assertThat(Table.named(List.of(">x\u001b"), column -> false)
                        .row("\u001b[31m")
                        .lines(0, false))
                .containsExactly(">x\\u001b", "-".repeat(10), "\\u001b[31m");
    }

    @Test
    void aRowMustHaveACellForEachHeading() {
        assertThatThrownBy(() -> table.row("a")).hasMessage("1 cells under 3 headings");
    }
}

package org.jobledger.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.jobledger.cli.text.Columns;
import org.jobledger.engine.JobPhase;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long MIB = 1 << 20;
    private static final ProgressView VIEW = new ProgressView(
            "wipe", "images/disk1", new JobPhase(2, 3, "random"), 43, 110 * MIB, 256 * MIB, 512 * MIB, "");

    @Test
    void aWideTerminalShowsEverything() {
        assertThat(ProgressLine.draw(VIEW, 200, true))
                .isEqualTo("wipe images/disk1  pass 2/3  [█████████████████░░░░░░░░░░░░░░░░░░░░░░░]   43 %"
                        + "  110 MiB of 256 MiB  512 MiB/s");
    }

    @Test
    void eightyColumnsHaveRoomForEverything() {
        assertThat(ProgressLine.draw(VIEW, 80, false))
                .isEqualTo("wipe images/disk1  pass 2/3  [####------]   43 %  110 MiB of 256 MiB  512 MiB/s");
    }

    @Test
    void whereThereIsLessTheAmountsGoFirst() {
        assertThat(ProgressLine.draw(VIEW, 70, false))
                .isEqualTo("wipe images/disk1  pass 2/3  [########------------]   43 %  512 MiB/s");
    }

    @Test
    void fortyColumnsKeepSubjectBarAndPercent() {
        assertThat(ProgressLine.draw(VIEW, 40, false)).isEqualTo("wipe images/disk1  [####-------]   43 %");
    }

    @Test
    void aSubjectThatIsTooLongIsCut() {
        ProgressView long80 = new ProgressView(
                "wipe", "images/" + "x".repeat(80), JobPhase.NONE, 43, 110 * MIB, 256 * MIB, 512 * MIB, "");

        assertThat(ProgressLine.draw(long80, 40, true)).isEqualTo("wipe images/xxxxx…  [████░░░░░░]   43 %");
    }

    @Test
    void noLineReachesTheLastColumn() {
        for (int width = 1; width <= 220; width++) {
            String line = ProgressLine.draw(VIEW, width, true);

            assertThat(Columns.of(line)).as("width %d: %s", width, line).isLessThanOrEqualTo(Math.max(1, width - 1));
        }
    }

    @Test
    void withoutATotalThereIsNoBar() {
        ProgressView unbounded =
                new ProgressView("delete", "images/disk1", JobPhase.NONE, -1, 3 * MIB, -1, -1, "queued");

        assertThat(ProgressLine.draw(unbounded, 80, true)).isEqualTo("delete images/disk1  3 MiB  queued");
    }

    @Test
    void aNameCannotSteerTheTerminal() {
        ProgressView evil = new ProgressView("wipe", "p/\u001b[2J", JobPhase.NONE, -1, 0, -1, -1, "");

        assertThat(ProgressLine.draw(evil, 80, true)).isEqualTo("wipe p/\\u001b[2J  0 B");
    }

    @Test
    void theEndsOfTheBarAreEmptyAndFull() {
        ProgressView none = new ProgressView("wipe", "v", JobPhase.NONE, 0, 0, MIB, -1, "");
        ProgressView all = new ProgressView("wipe", "v", JobPhase.NONE, 100, MIB, MIB, -1, "");

        assertThat(ProgressLine.draw(none, 60, false)).contains("[-----").doesNotContain("#");
        assertThat(ProgressLine.draw(all, 60, false)).contains("#####]").doesNotContain("-]");
    }
}

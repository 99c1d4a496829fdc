package org.jobledger.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.jobledger.cli.text.Columns;
import org.jobledger.engine.JobPhase;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long MIB = 1 << 20;
    private static final ProgressView VIEW =
            view("wipe", "images/disk1", new JobPhase(2, 3, "random"), 43, 110 * MIB, 256 * MIB, 512 * MIB);

    private static ProgressView view(
            String verb, String subject, JobPhase phase, int percent, long processed, long total, long rate) {
        return new ProgressView(verb, subject, phase, percent, processed, total, "bytes", rate, TimeLeft.NONE, "");
    }

    private static ProgressView noted(ProgressView view, String note) {
        return new ProgressView(
                view.verb(),
                view.subject(),
                view.phase(),
                view.percent(),
                view.processed(),
                view.total(),
                view.unit(),
                view.perSecond(),
                view.timeLeft(),
                note);
    }

    private static ProgressView timed(TimeLeft left) {
        return new ProgressView(
                "wipe",
                "images/disk1",
                new JobPhase(2, 4, "random"),
                43,
                110 * MIB,
                256 * MIB,
                "bytes",
                512 * MIB,
                left,
                "");
    }

    private static final TimeLeft SOON = new TimeLeft(TimeLeft.State.RUNNING, 48_000, 70_000, 0, 0.43);

    /** The line of ETA.md at the widths people have. */
    @Test
    void theTimeLeftStandsLastAtEachWidth() {
        assertThat(ProgressLine.draw(timed(SOON), 200, false))
                .isEqualTo("wipe images/disk1  pass 2/4  [#################-----------------------]   43 %"
                        + "  110 MiB of 256 MiB  512 MiB/s  ~ 48 s (<= 1m10s)");
        assertThat(ProgressLine.draw(timed(SOON), 80, false))
                .isEqualTo("wipe images/disk1  pass 2/4  [####-------]   43 %  512 MiB/s  ~ 48 s (<= 1m10s)");
        assertThat(ProgressLine.draw(timed(SOON), 60, false))
                .isEqualTo("wipe images/disk1  [#####-------]   43 %  ~ 48 s (<= 1m10s)");
        assertThat(ProgressLine.draw(timed(SOON), 40, false)).isEqualTo("wipe images/disk1   43 %  ~ 48 s");
        assertThat(ProgressLine.draw(timed(SOON), 20, false)).isEqualTo("wipe images~   43 %");
    }

    @Test
    void whatReplacesTheTime() {
        assertThat(ProgressLine.draw(timed(new TimeLeft(TimeLeft.State.STALLED, -1, -1, 12_400, 0.43)), 100, false))
                .endsWith("512 MiB/s  stalled 12 s");
        assertThat(ProgressLine.draw(timed(TimeLeft.of(TimeLeft.State.FINALIZING, 1)), 100, false))
                .endsWith("  finalizing");
        assertThat(ProgressLine.draw(timed(TimeLeft.of(TimeLeft.State.PAUSED, 0.4)), 100, false))
                .endsWith("  paused");
        assertThat(ProgressLine.draw(timed(TimeLeft.of(TimeLeft.State.ESTIMATING, 0)), 100, false))
                .endsWith("  estimating");
        assertThat(ProgressLine.draw(noted(timed(SOON), "stopping"), 100, false))
                .endsWith("256 MiB  stopping")
                .doesNotContain("~");
    }

    @Test
    void colourChangesNoColumn() {
        for (int width = 1; width <= 220; width++) {
            String plain = ProgressLine.draw(timed(SOON), width, true, false);

            assertThat(Painted.plain(ProgressLine.draw(timed(SOON), width, true, true)))
                    .isEqualTo(plain);
            assertThat(Columns.of(plain)).isLessThanOrEqualTo(Math.max(1, width - 1));
        }
        assertThat(ProgressLine.draw(timed(SOON), 100, true, true)).contains("\u001b[32m[", "]\u001b[0m");
    }

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
        ProgressView long80 =
                view("wipe", "images/" + "x".repeat(80), JobPhase.NONE, 43, 110 * MIB, 256 * MIB, 512 * MIB);

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
        ProgressView unbounded = noted(view("delete", "images/disk1", JobPhase.NONE, -1, 3 * MIB, -1, -1), "queued");

        assertThat(ProgressLine.draw(unbounded, 80, true)).isEqualTo("delete images/disk1  3 MiB  queued");
    }

    @Test
    void aNameCannotSteerTheTerminal() {
        ProgressView evil = view("wipe", "p/\u001b[2J", JobPhase.NONE, -1, 0, -1, -1);

        assertThat(ProgressLine.draw(evil, 80, true)).isEqualTo("wipe p/\\u001b[2J  0 B");
    }

    @Test
    void theEndsOfTheBarAreEmptyAndFull() {
        ProgressView none = view("wipe", "v", JobPhase.NONE, 0, 0, MIB, -1);
        ProgressView all = view("wipe", "v", JobPhase.NONE, 100, MIB, MIB, -1);

        assertThat(ProgressLine.draw(none, 60, false)).contains("[-----").doesNotContain("#");
        assertThat(ProgressLine.draw(all, 60, false)).contains("#####]").doesNotContain("-]");
    }
}

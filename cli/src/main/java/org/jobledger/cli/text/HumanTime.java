package org.jobledger.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations for people. */
public final class HumanTime {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private HumanTime() {}

    /** A duration in two units at most: {@code 0.35 s}, {@code 48.2 s}, {@code 1m10s}, {@code 2h05m}, {@code 3d4h}. */
    public static String show(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            String format = duration.toMillis() < 10_000 ? "%.2f s" : "%.1f s";
            return String.format(Locale.ROOT, format, duration.toMillis() / 1000.0);
        } else if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        } else if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
        }
        return seconds / 86_400 + "d" + seconds / 3600 % 24 + "h";
    }

    /** A duration in milliseconds, in two units at most. */
    public static String showMillis(long millis) {
        return show(Duration.ofMillis(millis));
    }

    /** A duration that is only guessed, in whole units, two at most: {@code 7 s}, {@code 1m10s}, {@code 2h05m}. */
    public static String rough(long millis) {
        long seconds = Math.max(1, Math.round(millis / 1000.0));
        return seconds < 60 ? seconds + " s" : show(Duration.ofSeconds(seconds));
    }

    /** A time on the clock of a zone, to the millisecond. */
    public static String show(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }
}

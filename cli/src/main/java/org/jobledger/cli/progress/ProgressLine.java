package org.jobledger.cli.progress;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jobledger.cli.text.Amount;
import org.jobledger.cli.text.Columns;
import org.jobledger.cli.text.HumanTime;
import org.jobledger.cli.text.Printable;

/**
 * Draws a progress line that fits its width. Pure.
 *
 * <p>{@code wipe pool/vol  pass 2/3  [#####-----]  43 %  110 MiB of 256 MiB  512 MiB/s  ~ 48 s (<= 1m10s)}. Where that is too wide, the
 * amounts go first, then the rate, the pass, the bound of the time and the bar; then the subject is cut; the time goes last.
 */
final class ProgressLine {
    private static final int WIDEST_BAR = 40;
    private static final int NARROWEST_BAR = 10;
    private static final int SHORTEST_SUBJECT = 16;
    private static final int SHORTEST_WITH_TIME = 8;
    private static final int BRACKETS = 2;
    private static final String GAP = "  ";

    private ProgressLine() {}

    /** As below, without colours. */
    static String draw(ProgressView view, int width, boolean unicode) {
        return draw(view, width, unicode, false);
    }

    /**
     * The line, of at most {@code width - 1} columns: a terminal wraps when its last column is written to.
     *
     * @param unicode whether more than ASCII can be shown
     * @param colour whether colours can be shown
     */
    static String draw(ProgressView view, int width, boolean unicode, boolean colour) {
        int room = Math.max(1, width - 1);
        Set<Kind> kinds = kinds(view);
        for (Kind kind : Kind.LEAST_USEFUL_FIRST) {
            if (narrowest(view, kinds, SHORTEST_SUBJECT) > room) {
                kinds.remove(kind);
            }
        }
        if (narrowest(view, kinds, SHORTEST_WITH_TIME) > room) {
            kinds.retainAll(EnumSet.of(Kind.SUBJECT, Kind.PERCENT));
        }
        List<Part> parts = new ArrayList<>();
        for (Kind kind : kinds) {
            if (kind != Kind.BOUND) {
                parts.add(part(view, kind, kinds));
            }
        }
        int excess = narrowest(view, kinds, Integer.MAX_VALUE) - room;
        if (excess > 0) {
            String subject = parts.get(0).text();
            String mark = unicode ? "\u2026" : "~";
            parts.set(0, new Part(Columns.cut(subject, Math.max(1, Columns.of(subject) - excess), mark), Painted.NOT));
        }
        return finish(view, kinds, parts, room, unicode, colour);
    }

    private static String finish(
            ProgressView view, Set<Kind> kinds, List<Part> parts, int room, boolean unicode, boolean colour) {
        String plain = String.join(GAP, parts.stream().map(Part::text).toList());
        if (!kinds.contains(Kind.BAR)) {
            return colour && Columns.of(plain) <= room ? painted(parts) : Columns.cut(plain, room, "");
        }
        int spare = room - (Columns.of(plain) + BRACKETS);
        int place = List.copyOf(kinds).indexOf(Kind.BAR);
        parts.set(place, bar(view.percent(), Math.min(WIDEST_BAR, spare), unicode));
        return colour
                ? painted(parts)
                : String.join(GAP, parts.stream().map(Part::text).toList());
    }

    private static String painted(List<Part> parts) {
        return String.join(
                GAP,
                parts.stream().map(part -> part.colour().paint(part.text())).toList());
    }

    private static Set<Kind> kinds(ProgressView view) {
        Set<Kind> kinds = EnumSet.of(Kind.SUBJECT, Kind.AMOUNT);
        if (view.phase().count() > 1) {
            kinds.add(Kind.PHASE);
        }
        if (view.percent() >= 0) {
            kinds.add(Kind.BAR);
            kinds.add(Kind.PERCENT);
        }
        if (view.perSecond() >= 0 && view.note().isEmpty()) {
            kinds.add(Kind.RATE);
        }
        if (!timeLeft(view, false).isEmpty()) {
            kinds.addAll(EnumSet.of(Kind.TIME, Kind.BOUND));
        }
        return kinds;
    }

    /** The columns that the parts need at least, where the subject may be cut to so many. */
    private static int narrowest(ProgressView view, Set<Kind> kinds, int subject) {
        int columns = 0;
        for (Kind kind : kinds) {
            int text = Columns.of(part(view, kind, kinds).text());
            columns += switch (kind) {
                case SUBJECT -> Math.min(subject, text);
                case BAR -> GAP.length() + BRACKETS + NARROWEST_BAR;
                case BOUND -> 0;
                default -> GAP.length() + text;
            };
        }
        return columns;
    }

    private static Part part(ProgressView view, Kind kind, Set<Kind> kinds) {
        return switch (kind) {
            case SUBJECT ->
                new Part(
                        Printable.of(view.subject().isEmpty() ? view.verb() : view.verb() + " " + view.subject()),
                        Painted.NOT);
            case PHASE ->
                new Part("pass " + view.phase().index() + "/" + view.phase().count(), Painted.NOT);
            case BAR, BOUND -> new Part("", Painted.NOT);
            case PERCENT -> new Part(String.format("%3d %%", view.percent()), Painted.NOT);
            case AMOUNT -> new Part(amount(view), Painted.NOT);
            case RATE -> new Part(rate(view), Painted.NOT);
            case TIME -> new Part(timeLeft(view, kinds.contains(Kind.BOUND)), colour(view));
        };
    }

    private static Painted colour(ProgressView view) {
        boolean goesOn = view.note().isEmpty()
                && view.timeLeft().state() != TimeLeft.State.STALLED
                && view.timeLeft().state() != TimeLeft.State.PAUSED;
        return goesOn ? Painted.NOT : Painted.YELLOW;
    }

    private static Part bar(int percent, int columns, boolean unicode) {
        int filled = percent * columns / 100;
        return new Part(
                "[" + (unicode ? "\u2588" : "#").repeat(filled) + (unicode ? "\u2591" : "-").repeat(columns - filled)
                        + "]",
                Painted.GREEN);
    }

    static String amount(ProgressView view) {
        return Amount.brief(view.processed(), view.total(), view.unit());
    }

    static String rate(ProgressView view) {
        return Amount.brief(view.perSecond(), view.unit()) + "/s";
    }

    private static String timeLeft(ProgressView view, boolean withBound) {
        return view.note().isEmpty() ? timeLeft(view.timeLeft(), withBound) : view.note();
    }

    /** The time in words, such as {@code ~ 48 s (<= 1m10s)}. */
    static String timeLeft(TimeLeft left, boolean withBound) {
        return switch (left.state()) {
            case NONE -> "";
            case ESTIMATING -> "estimating";
            case RUNNING -> "~ " + HumanTime.rough(left.likelyMillis()) + (withBound ? bound(left) : "");
            case STALLED -> "stalled " + HumanTime.rough(left.stalledMillis());
            case FINALIZING -> "finalizing";
            case PAUSED -> "paused";
        };
    }

    private static String bound(TimeLeft left) {
        return left.state() == TimeLeft.State.RUNNING && left.atMostMillis() >= 0
                ? " (<= " + HumanTime.rough(left.atMostMillis()) + ")"
                : "";
    }

    /** In the order in which they stand. */
    private enum Kind {
        SUBJECT,
        PHASE,
        BAR,
        PERCENT,
        AMOUNT,
        RATE,
        TIME,
        /** Stands behind the time, and is no part of its own. */
        BOUND;

        static final List<Kind> LEAST_USEFUL_FIRST = List.of(AMOUNT, RATE, PHASE, BOUND, BAR);
    }

    private record Part(String text, Painted colour) {}
}

package org.jobledger.cli.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.Columns;
import org.jobledger.cli.text.Printable;

/**
 * Draws a progress line that fits its width. Pure.
 *
 * <p>{@code wipe pool/vol  pass 2/3  [#####-----]  43 %  110 MiB of 256 MiB  512 MiB/s}. Where that is too wide, the amounts go
 * first, then the rate and the pass; then the subject is cut.
 */
public final class ProgressLine {
    private static final int WIDEST_BAR = 40;
    private static final int NARROWEST_BAR = 10;
    private static final int SHORTEST_SUBJECT = 8;
    private static final String GAP = "  ";

    private ProgressLine() {}

    /**
     * The line, of at most {@code width - 1} columns: a terminal wraps when its last column is written to.
     *
     * @param unicode whether more than ASCII can be shown
     */
    public static String draw(ProgressView view, int width, boolean unicode) {
        int room = Math.max(1, width - 1);
        List<Part> parts = parts(view);
        dropUntilFits(parts, room);
        shortenSubject(parts, view, room, unicode);
        int bar = room - width(parts) - GAP.length() - 2;
        if (view.percent() >= 0 && bar >= NARROWEST_BAR) {
            parts.add(barPlace(parts), new Part(Kind.BAR, bar(view.percent(), Math.min(bar, WIDEST_BAR), unicode)));
        }
        return Columns.cut(join(parts), room, "");
    }

    private static List<Part> parts(ProgressView view) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(Kind.SUBJECT, subject(view)));
        if (view.phase().count() > 1) {
            parts.add(new Part(
                    Kind.PHASE,
                    "pass " + view.phase().index() + "/" + view.phase().count()));
        }
        if (view.percent() >= 0) {
            parts.add(new Part(Kind.PERCENT, String.format("%3d %%", view.percent())));
        }
        parts.add(new Part(Kind.AMOUNT, amount(view)));
        if (!view.note().isEmpty()) {
            parts.add(new Part(Kind.RATE, view.note()));
        } else if (view.bytesPerSecond() >= 0) {
            parts.add(new Part(Kind.RATE, ByteSize.brief(view.bytesPerSecond()) + "/s"));
        }
        return parts;
    }

    private static String subject(ProgressView view) {
        return Printable.of(view.subject().isEmpty() ? view.verb() : view.verb() + " " + view.subject());
    }

    static String amount(ProgressView view) {
        String done = ByteSize.brief(view.processed());
        return view.total() < 0 ? done : done + " of " + ByteSize.brief(view.total());
    }

    /** Makes room for a bar, too, as long as there is something less useful than it. */
    private static void dropUntilFits(List<Part> parts, int room) {
        int bar = NARROWEST_BAR + 2 + GAP.length();
        for (Kind kind : List.of(Kind.AMOUNT, Kind.RATE, Kind.PHASE)) {
            if (width(parts) + bar > room) {
                parts.removeIf(is(kind));
            }
        }
    }

    private static void shortenSubject(List<Part> parts, ProgressView view, int room, boolean unicode) {
        int excess = width(parts) + NARROWEST_BAR + 2 + GAP.length() - room;
        if (excess > 0) {
            String subject = subject(view);
            int columns = Math.max(SHORTEST_SUBJECT, Columns.of(subject) - excess);
            parts.set(0, new Part(Kind.SUBJECT, Columns.cut(subject, columns, unicode ? "\u2026" : "~")));
        }
    }

    private static int barPlace(List<Part> parts) {
        int percent = 0;
        while (!is(Kind.PERCENT).test(parts.get(percent))) {
            percent++;
        }
        return percent;
    }

    private static String bar(int percent, int columns, boolean unicode) {
        int filled = percent * columns / 100;
        return "[" + (unicode ? "\u2588" : "#").repeat(filled) + (unicode ? "\u2591" : "-").repeat(columns - filled)
                + "]";
    }

    private static int width(List<Part> parts) {
        return Columns.of(join(parts));
    }

    private static String join(List<Part> parts) {
        return String.join(GAP, parts.stream().map(Part::text).toList());
    }

    private static Predicate<Part> is(Kind kind) {
        return part -> part.kind() == kind;
    }

    private enum Kind {
        SUBJECT,
        PHASE,
        BAR,
        PERCENT,
        AMOUNT,
        RATE
    }

    private record Part(Kind kind, String text) {}
}

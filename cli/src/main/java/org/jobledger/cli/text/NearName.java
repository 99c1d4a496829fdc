package org.jobledger.cli.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant who mistyped it. */
public final class NearName {

    private NearName() {}

    /** The nearest of the names there are, or nothing where none is near. */
    public static Optional<String> of(String typed, Collection<String> names) {
        int tolerance = Math.max(1, typed.length() / 3);
        return names.stream()
                .filter(name -> distance(typed, name) <= tolerance)
                .min(Comparator.comparingInt((String name) -> distance(typed, name))
                        .thenComparing(name -> name));
    }

    /** How many characters must be changed, added, left out or swapped with their neighbour; case does not count. */
    static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(a, b, steps, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] steps, int i, int j) {
        int changed = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(changed, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, 1 + steps[i - 2][j - 2]) : best;
    }
}

package org.jobledger.engine.progress;

import java.util.ArrayList;
import java.util.List;

/** The errors that estimates had, as logarithms of actual over predicted, by tenth of the way. Mutable; guarded by its owner. */
final class Residuals {
    static final int TENTHS = 10;

    private final List<RecentValues> byTenth = new ArrayList<>();

    Residuals(int capacity) {
        for (int i = 0; i < TENTHS; i++) {
            byTenth.add(new RecentValues(capacity));
        }
    }

    void add(int tenth, double residual) {
        byTenth.get(tenth).add(residual);
    }

    double sumOfSquares(int tenth) {
        return byTenth.get(tenth).sumOfSquares();
    }

    int size(int tenth) {
        return byTenth.get(tenth).size();
    }

    /** The tenth of the way in which a share of the time lies. */
    static int tenth(double share) {
        return Math.min((int) (share * TENTHS), TENTHS - 1);
    }

    void exchange(Exchange with) {
        byTenth.forEach(values -> values.exchange(with));
    }
}

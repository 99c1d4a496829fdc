package org.jobledger.engine.progress;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last so many numbers, oldest first. Mutable; guarded by its owner. */
final class RecentValues {
    private final int capacity;
    private double[] values = new double[0];
    /** The same in ascending order, made when it is first asked for. */
    private double @Nullable [] sorted;

    RecentValues(int capacity) {
        this.capacity = capacity;
    }

    void add(double value) {
        sorted = sorted == null ? null : sortedWith(value, sorted);
        if (values.length < capacity) {
            values = Arrays.copyOf(values, values.length + 1);
        } else {
            System.arraycopy(values, 1, values, 0, values.length - 1);
        }
        values[values.length - 1] = value;
    }

    /** Without the oldest where that one has to go: in place, as sorting anew for each job that starts is much of reading a log. */
    private double[] sortedWith(double value, double[] before) {
        double[] after = before;
        int end = before.length;
        if (end == capacity) {
            end--;
            int gone = Arrays.binarySearch(before, values[0]);
            System.arraycopy(before, gone + 1, before, gone, end - gone);
        } else {
            after = Arrays.copyOf(before, end + 1);
        }
        int found = Arrays.binarySearch(after, 0, end, value);
        int place = found < 0 ? -found - 1 : found;
        System.arraycopy(after, place, after, place + 1, end - place);
        after[place] = value;
        return after;
    }

    int size() {
        return values.length;
    }

    double get(int index) {
        return values[index];
    }

    /** 0 where there are none. */
    double mean() {
        return Arrays.stream(values).average().orElse(0);
    }

    double sumOfSquares() {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    /** In ascending order; valid until the next change, and not to be changed. */
    double[] sorted() {
        double[] ascending = sorted;
        if (ascending == null) {
            ascending = values.clone();
            Arrays.sort(ascending);
            sorted = ascending;
        }
        return ascending;
    }

    void exchange(Exchange with) {
        int size = with.count(values.length);
        values = Arrays.copyOf(values, size);
        with.reals(values);
        sorted = null;
    }
}

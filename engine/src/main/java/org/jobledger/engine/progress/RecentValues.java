package org.jobledger.engine.progress;

import java.util.Arrays;

/** The last so many numbers, oldest first. Mutable; guarded by its owner. */
final class RecentValues {
    private final int capacity;
    private double[] values = new double[0];

    RecentValues(int capacity) {
        this.capacity = capacity;
    }

    void add(double value) {
        int kept = Math.min(values.length, capacity - 1);
        double[] next = new double[kept + 1];
        System.arraycopy(values, values.length - kept, next, 0, kept);
        next[kept] = value;
        values = next;
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

    double[] sorted() {
        double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    void exchange(Exchange with) {
        int size = with.count(values.length);
        values = Arrays.copyOf(values, size);
        with.reals(values);
    }
}

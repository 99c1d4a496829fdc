package org.jobledger.engine.progress;

/** The two rates that people are shown: over the last seconds and over all the time worked, in units per second. */
final class RateMeter {
    /** About as long as a person looks at a line; the usual choice of download meters. */
    private static final double SHORT_SECONDS = 5;

    private double sum;
    private double weight;
    private double units;
    private double seconds;

    void add(double elapsed, double done) {
        double memory = Math.exp(-elapsed / SHORT_SECONDS);
        sum = sum * memory + done / elapsed * (1 - memory);
        weight = weight * memory + 1 - memory;
        units += done;
        seconds += elapsed;
    }

    double shortRate() {
        return weight > 0 ? sum / weight : 0;
    }

    double overallRate() {
        return seconds > 0 ? units / seconds : 0;
    }

    void exchange(Exchange with) {
        sum = with.real(sum);
        weight = with.real(weight);
        units = with.real(units);
        seconds = with.real(seconds);
    }
}

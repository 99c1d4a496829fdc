package org.jobledger.benchmarks.eta.baseline;

/**
 * Firefox. Speed (DownloadCore, _setBytes, kProgressUpdateIntervalMs = 400): at most every 0.4 s a tenth of the new speed and nine of the old.
 * Time left (DownloadUtils, getTimeLeft): where it is more than half of what was shown it moves 30 % of the way down or 10 % of the way up; a
 * change of less than 5 s or 5 % counts down by 0.4 or 0.2 s instead. It is asked at each update of the speed.
 */
public final class Firefox extends RateBaseline {
    private static final double UPDATE_SECONDS = 0.4;

    private final long total;
    private double lastSecond;
    private double lastDone;
    private double speed;
    private double last = Double.POSITIVE_INFINITY;

    public Firefox(long total) {
        super(total);
        this.total = total;
    }

    @Override
    void sample(double second, double nowDone) {
        if (second - lastSecond < UPDATE_SECONDS) {
            return;
        }
        double raw = (nowDone - lastDone) / (second - lastSecond);
        if (lastSecond > 0) {
            speed = speed == 0 ? raw : raw * 0.1 + speed * 0.9;
        }
        if (nowDone > 0) {
            lastSecond = second;
            lastDone = nowDone;
        }
        last = speed > 0 ? smoothed((total - nowDone) / speed) : last;
    }

    private double smoothed(double seconds) {
        if (!(seconds > last / 2)) {
            return seconds;
        }
        double change = seconds - last;
        double next = last + (change < 0 ? 0.3 : 0.1) * change;
        double moved = next - last;
        return Math.abs(moved) < 5 || Math.abs(moved / last) < 0.05 ? last - (moved < 0 ? 0.4 : 0.2) : next;
    }

    @Override
    double rate(double second, double nowDone) {
        return speed;
    }

    @Override
    double shown(double seconds) {
        return Math.max(last, 0);
    }
}

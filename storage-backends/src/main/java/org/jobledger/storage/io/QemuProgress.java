package org.jobledger.storage.io;

import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the progress that {@code qemu-img -p} says: {@code (12.34/100%)}, over and over on one line. For one thread. */
public final class QemuProgress implements Consumer<String> {
    private static final Pattern PERCENT = Pattern.compile("\\(([0-9]{1,3}(?:\\.[0-9]+)?)/100%\\)");
    private static final int LONGEST = 32;

    private final DoubleConsumer percents;
    private String rest = "";

    /** Progress that is given on, each percentage higher than the one before, 0 to 100. */
    public QemuProgress(DoubleConsumer percents) {
        this.percents = percents;
    }

    private double last = -1;

    /** A piece of what was said; it may begin and end anywhere. */
    @Override
    public void accept(String piece) {
        String text = rest + piece;
        Matcher found = PERCENT.matcher(text);
        int end = 0;
        while (found.find()) {
            end = found.end();
            double percent = Math.min(100, Double.parseDouble(found.group(1)));
            if (percent > last) {
                last = percent;
                percents.accept(percent);
            }
        }
        rest = text.substring(Math.max(end, text.length() - LONGEST));
    }
}

package org.jobledger.engine.progress;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of jobs goes, whatever their key: what all have in common, such as a fast start into the page cache, and what those of one
 * operation have, such as passes of different speed. It is what is expected of a key before, and as far as, its own jobs do not say
 * otherwise. Each key counts once. Mutable; guarded by {@link EstimateHistory}.
 */
final class CommonCurves {
    /** What all kinds of jobs share is worth having from so many keys on. */
    private static final int LEAST_KEYS = 3;

    private final CurveSum all = new CurveSum();
    private final Map<String, CurveSum> operations = new TreeMap<>();

    /** The mean curve of one more key. */
    void add(EstimateKey key, double[] mean) {
        all.add(mean);
        operations.computeIfAbsent(key.operation(), operation -> new CurveSum()).add(mean);
    }

    /** The mean curve of a key that was added is another now. */
    void remove(EstimateKey key, double[] mean) {
        all.remove(mean);
        operations.computeIfAbsent(key.operation(), operation -> new CurveSum()).remove(mean);
    }

    /**
     * What to expect of jobs of an operation.
     *
     * @param operationSlope how much of what the keys of an operation have in common to believe before there is evidence, 0 to 1
     */
    Warp of(String operation, double operationSlope) {
        return learn(operations.getOrDefault(operation, new CurveSum()), operationSlope);
    }

    /** The same from the other keys only: a key is no evidence of itself. */
    Warp of(EstimateKey key, double[] mean, double operationSlope) {
        CurveSum keys = operations.getOrDefault(key.operation(), new CurveSum());
        return learn(keys.without(mean), operationSlope);
    }

    private Warp learn(CurveSum ofOperation, double operationSlope) {
        Warp common = all.curves() < LEAST_KEYS ? Warp.IDENTITY : Warp.learn(all, 0, Warp.IDENTITY);
        return ofOperation.curves() == 0 ? common : Warp.learn(ofOperation, operationSlope, common);
    }

    void exchange(Exchange with) {
        all.exchange(with);
        Iterator<String> known = List.copyOf(operations.keySet()).iterator();
        for (int left = with.count(operations.size()); left > 0; left--) {
            String operation = with.text(known.hasNext() ? known.next() : "");
            operations.computeIfAbsent(operation, any -> new CurveSum()).exchange(with);
        }
    }
}

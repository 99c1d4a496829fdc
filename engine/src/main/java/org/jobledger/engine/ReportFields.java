package org.jobledger.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Collects the named fields of a report; the names are libvirt's where libvirt has one. One thread. */
final class ReportFields {
    private static final String BYTES = "bytes";

    private final Map<String, Object> fields = new LinkedHashMap<>();

    static Map<String, Object> of(JobInfo info) {
        ReportFields all = new ReportFields();
        all.fields.put("operation", info.operation());
        all.fields.put("time_elapsed", info.timeElapsedMillis());
        TimeRemaining estimate = info.estimate();
        if (info.type() == JobInfoType.BOUNDED && estimate.known()) {
            all.fields.put("time_remaining", estimate.p50Millis());
        }
        all.data(info.processed(), info.total(), info.unit(), Math.round(estimate.shortRate()));
        all.waiting(info.queueMillis());
        all.pass(info.phase());
        all.fields.put("tick_count", info.ticks());
        all.estimate(estimate);
        return Collections.unmodifiableMap(all.fields);
    }

    static Map<String, Object> of(JobStats stats) {
        ReportFields all = new ReportFields();
        all.fields.put("operation", stats.operation());
        all.fields.put("time_elapsed", stats.timeElapsedMillis());
        long rate =
                stats.timeElapsedMillis() == 0 ? 0 : Math.round(1000.0 * stats.processed() / stats.timeElapsedMillis());
        all.data(stats.processed(), stats.total(), stats.unit(), rate);
        all.fields.put("success", stats.type() == JobInfoType.COMPLETED);
        if (!stats.message().isEmpty()) {
            all.fields.put("errmsg", stats.message());
        }
        all.waiting(stats.queueMillis());
        all.pass(stats.phase());
        all.fields.put("tick_count", stats.ticks());
        all.prediction("25", stats.accuracy().at25());
        all.prediction("50", stats.accuracy().at50());
        all.prediction("75", stats.accuracy().at75());
        return Collections.unmodifiableMap(all.fields);
    }

    /** What there is to do is known or not; where it is, total = processed + remaining. */
    private void data(long processed, long total, String unit, long rate) {
        amounts("data_", processed, total);
        if (unit.equals(BYTES)) {
            amounts("disk_", processed, total);
            fields.put("disk_bps", rate);
        }
    }

    private void amounts(String prefix, long processed, long total) {
        if (total >= 0) {
            fields.put(prefix + "total", total);
        }
        fields.put(prefix + "processed", processed);
        if (total >= 0) {
            fields.put(prefix + "remaining", total - processed);
        }
    }

    private void waiting(long queueMillis) {
        fields.put("setup_time", queueMillis);
        fields.put("queue_time", queueMillis);
    }

    private void pass(JobPhase phase) {
        if (phase.index() > 0) {
            fields.put("pass", (long) phase.index());
            fields.put("pass_count", (long) phase.count());
        }
    }

    private void estimate(TimeRemaining estimate) {
        fields.put("estimate_state", estimate.state().name().toLowerCase(Locale.ROOT));
        if (estimate.known()) {
            fields.put("time_remaining_p90", estimate.p90Millis());
        }
        if (estimate.predictedEnd() != null) {
            fields.put("predicted_end", estimate.predictedEnd().toEpochMilli());
        }
        fields.put("estimate_basis", estimate.basis());
    }

    private void prediction(String percent, double ratio) {
        if (!Double.isNaN(ratio)) {
            fields.put("predicted_over_actual_" + percent, ratio);
        }
    }
}

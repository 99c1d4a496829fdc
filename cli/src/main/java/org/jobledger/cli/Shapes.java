package org.jobledger.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobledger.cli.text.Json;
import org.jobledger.engine.Anchor;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.TimeRemaining;
import org.jobledger.engine.Verification;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventJson;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeInfo;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of results. Pinned by tests: fields may be added, none changes or goes.
 *
 * <p>Names are those of the API; sizes are bytes, durations milliseconds, times ISO 8601 in UTC; what is not known is null.
 */
final class Shapes {

    private Shapes() {}

    static Map<String, @Nullable Object> pool(PoolInfo pool) {
        return Json.object(
                "name", pool.name(),
                "uuid", pool.uuid(),
                "type", pool.type().word(),
                "state", pool.state(),
                "target", pool.target(),
                "capacity", pool.capacity(),
                "allocation", pool.allocation(),
                "available", pool.available(),
                "persistent", pool.persistent(),
                "autostart", pool.autostart());
    }

    static Map<String, @Nullable Object> volume(VolumeInfo volume) {
        VolumeFormat.Backing backing = volume.layout().backing();
        return Json.object(
                "pool", volume.pool(),
                "name", volume.name(),
                "path", volume.path(),
                "format", volume.format(),
                "capacity", volume.capacity(),
                "allocation", volume.allocation(),
                "state", volume.state(),
                "note", volume.note(),
                "jobId", volume.jobId() == 0 ? null : volume.jobId(),
                "recorded", volume.recorded(),
                "physical", volume.physical(),
                "encryption", volume.layout().encryption() == null ? null : "luks",
                "backing", backing == null ? null : backing.path());
    }

    static Map<String, @Nullable Object> job(JobInfo job) {
        return Json.object(
                "id", job.id(),
                "operation", job.operation(),
                "type", job.type(),
                "status", job.status(),
                "claims", claims(job.claims()),
                "processed", job.processed(),
                "total", known(job.total()),
                "remaining", job.total() < 0 ? null : job.remaining(),
                "unit", job.unit(),
                "phase", phase(job.phase()),
                "timeElapsedMillis", job.timeElapsedMillis(),
                "attempt", job.attempt(),
                "checkpointed", job.checkpointed(),
                "abortRequested", job.abortRequested(),
                "principal", job.principal(),
                "api", job.api(),
                "createdAt", job.createdAt(),
                "queueMillis", job.queueMillis(),
                "ticks", job.ticks(),
                "estimate", estimate(job.estimate()));
    }

    static Map<String, @Nullable Object> job(JobStats job) {
        return Json.object(
                "id", job.id(),
                "operation", job.operation(),
                "type", job.type(),
                "status", job.status(),
                "claims", claims(job.claims()),
                "processed", job.processed(),
                "total", known(job.total()),
                "unit", job.unit(),
                "timeElapsedMillis", job.timeElapsedMillis(),
                "attempts", job.attempts(),
                "ticks", job.ticks(),
                "code", job.code(),
                "message", job.message(),
                "result", job.result(),
                "principal", job.principal(),
                "createdAt", job.createdAt(),
                "endedAt", job.endedAt(),
                "phase", phase(job.phase()),
                "queueMillis", job.queueMillis(),
                "predictedOverActual", accuracy(job.accuracy()));
    }

    private static Map<String, @Nullable Object> estimate(TimeRemaining estimate) {
        return Json.object(
                "state", estimate.state(),
                "p10Millis", known(estimate.p10Millis()),
                "p50Millis", known(estimate.p50Millis()),
                "p90Millis", known(estimate.p90Millis()),
                "shownMillis", known(estimate.shownMillis()),
                "predictedEnd", estimate.predictedEnd(),
                "stalledMillis", estimate.stalledMillis(),
                "timeShare", estimate.timeShare(),
                "shortRate", estimate.shortRate(),
                "overallRate", estimate.overallRate(),
                "basis", estimate.basis());
    }

    private static Map<String, @Nullable Object> accuracy(PredictionAccuracy accuracy) {
        return Json.object(
                "at25", known(accuracy.at25()),
                "at50", known(accuracy.at50()),
                "at75", known(accuracy.at75()));
    }

    static Map<String, @Nullable Object> why(
            JobInfo job, String reason, Optional<ClaimWait> wait, Optional<Instant> expectedStart) {
        return Json.object(
                "jobId",
                job.id(),
                "operation",
                job.operation(),
                "status",
                job.status(),
                "reason",
                reason,
                "claims",
                claims(wait.map(ClaimWait::claims).orElse(job.claims())),
                "since",
                wait.map(ClaimWait::since).orElse(null),
                "position",
                wait.map(ClaimWait::position).orElse(null),
                "waitsFor",
                wait.stream()
                        .flatMap(why -> why.waitsFor().stream())
                        .map(Shapes::owner)
                        .toList(),
                "expectedStart",
                expectedStart.orElse(null));
    }

    private static Map<String, @Nullable Object> owner(ClaimOwner owner) {
        return Json.object(
                "jobId", owner.jobId(),
                "operation", owner.operation(),
                "claim", claim(owner.claim()),
                "granted", owner.granted(),
                "since", owner.since(),
                "phase", phase(owner.phase()),
                "principal", owner.principal(),
                "api", owner.api());
    }

    static Map<String, @Nullable Object> event(RecordedEvent recorded) {
        return Json.object(
                "position", recorded.position(),
                "epoch", recorded.epoch(),
                "at", recorded.at(),
                "jobId", recorded.jobId(),
                "jobVersion", recorded.jobVersion(),
                "type", recorded.event().type().wireName(),
                "event", details(recorded));
    }

    /** An event's own fields, as the ledger has them. */
    static Document details(RecordedEvent recorded) {
        return new Document(new String(EventJson.encode(recorded.event()), StandardCharsets.UTF_8));
    }

    static Map<String, @Nullable Object> recovery(PlannedRecovery recovery) {
        return Json.object(
                "jobId", recovery.jobId(),
                "operation", recovery.operation(),
                "on", recovery.on(),
                "processed", recovery.processed(),
                "total", known(recovery.total()),
                "unit", recovery.unit(),
                "outcome", recovery.outcome(),
                "reason", recovery.reason());
    }

    static Map<String, @Nullable Object> anchor(Anchor anchor) {
        return Json.object("position", anchor.position(), "epoch", anchor.epoch(), "hash", anchor.hash());
    }

    static Map<String, @Nullable Object> verification(Verification verification) {
        return Json.object(
                "sound",
                verification.sound(),
                "checks",
                verification.checks().stream()
                        .map(check ->
                                Json.object("name", check.name(), "sound", check.sound(), "detail", check.detail()))
                        .toList());
    }

    private static List<?> claims(List<Claim> claims) {
        return claims.stream().map(Shapes::claim).toList();
    }

    private static Map<String, @Nullable Object> claim(Claim claim) {
        return Json.object(
                "kind", claim.resource().kind(),
                "path", claim.resource().path(),
                "mode", claim.mode());
    }

    private static @Nullable Object phase(JobPhase phase) {
        return phase.count() == 0
                ? null
                : Json.object("index", phase.index(), "count", phase.count(), "name", phase.name());
    }

    private static @Nullable Object known(double ratio) {
        return Double.isNaN(ratio) ? null : ratio;
    }

    private static @Nullable Object known(long amount) {
        return amount < 0 ? null : amount;
    }
}

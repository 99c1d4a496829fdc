package org.jobledger.engine.runtime;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jobledger.engine.claim.Claimant;
import org.jobledger.engine.event.Claim;
import org.jspecify.annotations.Nullable;

/** What those are told who cannot get their claims: who has them, since when, and in which phase. */
record BusyTexts(LongFunction<@Nullable LiveJob> jobs) {

    String message(List<Claim> wanted, List<Claimant> before) {
        String holders = before.stream().map(this::withPhase).collect(Collectors.joining(", "));
        return "cannot get " + wanted + ": held by " + (before.isEmpty() ? "nobody any more" : holders);
    }

    private String withPhase(Claimant claimant) {
        LiveJob job = jobs.apply(claimant.jobId());
        return job == null || job.phase().index() == 0
                ? claimant.toString()
                : claimant + " in phase " + job.phase().index() + "/"
                        + job.phase().count() + " " + job.phase().name();
    }
}

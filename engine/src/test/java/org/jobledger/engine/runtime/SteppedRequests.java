package org.jobledger.engine.runtime;

import java.time.Duration;
import org.jobledger.engine.JobAdmission;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobLimits;
import org.jobledger.engine.event.JobTerms;

/** What steps of a schedule ask for, as requests to the engine. */
final class SteppedRequests {
    private SteppedRequests() {}

    static JobRequest of(LifeStep.Wish wish) {
        return new JobRequest(
                wish.operation(),
                JobClass.ASYNC,
                wish.claims(),
                Document.empty(),
                "embedder",
                wish.operation(),
                Duration.ofMillis(wish.patience()),
                new JobAdmission(wish.allowed(), 0, false),
                new JobTerms(
                        wish.priority(),
                        wish.key().isEmpty() ? null : wish.key(),
                        0,
                        0,
                        wish.finalized(),
                        wish.dismissed(),
                        new JobLimits(wish.deadline(), wish.noProgress(), 0, 0)),
                0);
    }

    static JobRequest of(LifeStep.Begin wish, long within) {
        return new JobRequest(
                "normal",
                wish.jobClass(),
                wish.claims(),
                Document.empty(),
                "embedder",
                "normal",
                Duration.ofMillis(wish.patience()),
                new JobAdmission(JobAdmission.DEFAULT.allowed(), within, wish.abortsHolders()),
                JobTerms.PLAIN,
                0);
    }
}

package org.jobledger.engine.runtime;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobReport;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.NoJob;
import org.jobledger.engine.StatsFlag;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jspecify.annotations.Nullable;

/** The record of the job that ended last on a resource, as libvirt gives it: once, unless it is kept. Thread-safe. */
final class CompletedStats {
    private final Ledger ledger;
    private final LongFunction<Optional<JobStats>> ended;

    /**
     * Records of a ledger.
     *
     * @param ended the record of a job that has ended, also where it is to be dismissed, by number
     */
    CompletedStats(Ledger ledger, LongFunction<Optional<JobStats>> ended) {
        this.ledger = ledger;
        this.ended = ended;
    }

    JobReport report(ResourceRef resource, StatsFlag[] given, Supplier<Optional<JobInfo>> working) {
        List<StatsFlag> flags = List.of(given);
        boolean keep = flags.contains(StatsFlag.KEEP_COMPLETED);
        if (!flags.contains(StatsFlag.COMPLETED)) {
            if (keep) {
                throw new InvalidRequestException("KEEP_COMPLETED needs COMPLETED; the flags are " + flags);
            }
            return working.get().<JobReport>map(info -> info).orElseGet(NoJob::new);
        }
        working.get().ifPresent(info -> {
            throw new JobRefusedException("job " + info.id() + " (" + info.operation() + ") works on " + resource
                    + ": completed stats are told when it has ended");
        });
        return completed(resource, keep);
    }

    private JobReport completed(ResourceRef resource, boolean keep) {
        @Nullable Long last = ledger.live().endedLast(resource);
        if (last == null) {
            return new NoJob();
        }
        // Read before it is taken: if the tables are behind, it is still there for the next try.
        Optional<JobReport> stats = ended.apply(last).map(found -> found);
        if (!keep && stats.isPresent() && !take(resource, last)) {
            return new NoJob();
        }
        return stats.orElseGet(NoJob::new);
    }

    /** False where somebody else took it meanwhile. */
    private boolean take(ResourceRef resource, long jobId) {
        try {
            ledger.append(new LedgerCommand.TakeStats(resource, jobId));
            return true;
        } catch (JobRefusedException e) {
            return false;
        }
    }
}

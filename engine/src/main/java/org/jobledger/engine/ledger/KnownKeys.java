package org.jobledger.engine.ledger;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/**
 * The keys of jobs, also of those that have ended: the newest {@link #MOST} of them. Written by one thread, read by all.
 *
 * <p>A job that was refused frees its key: the same request may be tried again. What is forgotten depends on the log alone, so that a replay knows the same keys.
 */
final class KnownKeys {
    /** How many keys are known at most; the oldest are forgotten. */
    static final int MOST = 100_000;

    /**
     * A key and what it stands for.
     *
     * @param key the key
     * @param jobId the job that came with it first
     * @param fingerprint what the job was asked to do, as a number: another request has another one
     */
    record Known(String key, long jobId, int fingerprint) {}

    private final Map<String, Known> byKey = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, Known> byJob = new ConcurrentSkipListMap<>();

    /** What a request is, as a number that is the same in every process. */
    static int fingerprint(JobCreated job) {
        return (job.operation() + '\n' + job.parameters().json() + '\n' + job.claims()).hashCode();
    }

    @Nullable
    Known find(String key) {
        return byKey.get(key);
    }

    Collection<Known> all() {
        return Collections.unmodifiableCollection(byJob.values());
    }

    void put(JobState job) {
        String key = job.definition().terms().key();
        if (job.status() == JobStatus.REJECTED) {
            forget(byJob.remove(job.id()));
        } else if (key != null && !byJob.containsKey(job.id())) {
            put(new Known(key, job.id(), fingerprint(job.definition())));
        }
    }

    void put(Known known) {
        Known holder = byKey.get(known.key());
        if (holder != null && holder.jobId() > known.jobId()) {
            // It was forgotten, and the key was taken again since.
            return;
        }
        byKey.put(known.key(), known);
        byJob.put(known.jobId(), known);
        if (byJob.size() > MOST) {
            forget(byJob.pollFirstEntry().getValue());
        }
    }

    private void forget(@Nullable Known known) {
        if (known != null) {
            byKey.remove(known.key(), known);
        }
    }
}

package org.jobledger.engine.runtime;

import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.NoSuchJobException;

/** A job that an opening has found and goes on with: it may have ended before anybody asks for it. */
final class FoundJob {

    private FoundJob() {}

    /** How it ends, or has ended. */
    static JobStats end(JobEngine engine, long id) throws InterruptedException {
        try {
            return engine.job(id).await();
        } catch (NoSuchJobException ended) {
            return engine.jobStats(id).orElseThrow();
        }
    }
}

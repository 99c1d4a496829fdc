package org.jobledger.storage.runtime;

import java.util.List;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.ResourceChange;
import org.jobledger.engine.event.Document;

/**
 * A handler whose jobs begin when the engine is known.
 *
 * @param engine the engine
 * @param handler does the work
 */
record WaitingHandler(BoundEngine engine, JobHandler handler) implements JobHandler {

    @Override
    public Document run(JobContext job) throws Exception {
        engine.await();
        return handler.run(job);
    }

    @Override
    public List<ResourceChange> atStart(long jobId, Document parameters) {
        // Whoever submits it has the engine.
        return handler.atStart(jobId, parameters);
    }

    @Override
    public void undo(JobContext job) throws Exception {
        engine.await();
        handler.undo(job);
    }
}

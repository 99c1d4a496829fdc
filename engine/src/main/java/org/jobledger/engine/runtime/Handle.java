package org.jobledger.engine.runtime;

import org.jobledger.engine.Job;

/** The verbs of a job's handle, whatever the job is doing: what is accepted is decided by its state alone. */
abstract class Handle implements Job {
    private final long id;
    private final JobControl control;

    Handle(long id, JobControl control) {
        this.id = id;
        this.control = control;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public void abort(String by, String reason) {
        control.abort(id, by, reason);
    }

    @Override
    public void pause(String by) {
        control.pause(id, by);
    }

    @Override
    public void resume(String by) {
        control.resume(id, by);
    }

    @Override
    public void limitSpeed(String by, long unitsPerSecond) {
        control.limitSpeed(id, by, unitsPerSecond);
    }

    @Override
    public void finalizeJob(String by) {
        control.finalizeJob(id, by);
    }

    @Override
    public void dismiss(String by) {
        control.dismiss(id, by);
    }
}

package org.jobledger.engine.ledger;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jobledger.engine.state.JobState;

/** The JDK Flight Recorder's event of a recorded job that starts, once for each attempt. For the appender's thread. */
@Name("org.jobledger.JobStart")
@Label("Job Start")
@Category({"Jobledger", "Jobs"})
@Description("A job that is recorded was given to its handler or begun by its caller; the start is durable")
@StackTrace(false)
final class FlightJobStart extends Event {
    @Label("Job")
    long jobId;

    @Label("Operation")
    String operation = "";

    @Label("Job Class")
    String jobClass = "";

    @Label("Attempt")
    int attempt;

    @Label("Epoch")
    long epoch;

    @Label("Queued")
    @Description("From the job's acceptance to this start")
    @Timespan(Timespan.MILLISECONDS)
    long queued;

    static void record(JobState job, StoredEvent event) {
        FlightJobStart start = new FlightJobStart();
        start.jobId = job.id();
        start.operation = job.definition().operation();
        start.jobClass = job.definition().jobClass().name();
        start.attempt = job.token().attempt();
        start.epoch = event.epoch();
        start.queued = event.at().toEpochMilli() - job.times().createdAt().toEpochMilli();
        start.commit();
    }
}

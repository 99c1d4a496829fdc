package org.jobledger.engine.ledger;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jobledger.engine.state.JobResult;
import org.jobledger.engine.state.JobState;

/** The JDK Flight Recorder's event of a recorded job that has ended, however it did. For the appender's thread. */
@Name("org.jobledger.JobEnd")
@Label("Job End")
@Category({"Jobledger", "Jobs"})
@Description("A job that is recorded has ended; the end is durable")
@StackTrace(false)
final class FlightJobEnd extends Event {
    @Label("Job")
    long jobId;

    @Label("Operation")
    String operation = "";

    @Label("Status")
    @Description("COMPLETED, FAILED, CANCELLED or REJECTED")
    String status = "";

    @Label("Error Code")
    String code = "";

    @Label("Attempts")
    int attempts;

    @Label("Processed")
    @Description("In the units of the job")
    long processed;

    @Label("Working Time")
    @Description("Over all attempts")
    @Timespan(Timespan.MILLISECONDS)
    long worked;

    @Label("Elapsed")
    @Description("From the job's acceptance to its end")
    @Timespan(Timespan.MILLISECONDS)
    long elapsed;

    static void record(JobState job, StoredEvent event) {
        FlightJobEnd end = new FlightJobEnd();
        JobResult result = job.result();
        end.jobId = job.id();
        end.operation = job.definition().operation();
        end.status = job.status().name();
        end.code = result == null ? "" : result.code();
        end.attempts = job.token().attempt();
        end.processed = job.work().processed();
        end.worked = job.work().workingMillis();
        end.elapsed = event.at().toEpochMilli() - job.times().createdAt().toEpochMilli();
        end.commit();
    }
}

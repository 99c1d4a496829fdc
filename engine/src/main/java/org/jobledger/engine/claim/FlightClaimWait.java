package org.jobledger.engine.claim;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** The JDK Flight Recorder's event of a job that had to wait for its claims; its duration is the wait. */
@Name("org.jobledger.ClaimWait")
@Label("Claim Wait")
@Category({"Jobledger", "Jobs"})
@Description("A job waited for resources that others held")
@Threshold("1 ms")
@StackTrace(false)
final class FlightClaimWait extends Event {
    @Label("Job")
    long jobId;

    @Label("Operation")
    String operation = "";

    @Label("Claims")
    String claims = "";

    @Label("Granted")
    @Description("False where it gave up, was aborted, or its engine closed")
    boolean granted;

    /** Ends and records it, where somebody listens. Not under the table's monitor. */
    void done(Ticket ticket, boolean wasGranted) {
        end();
        if (shouldCommit()) {
            jobId = ticket.claimant().jobId();
            operation = ticket.claimant().operation();
            claims = ticket.claims().toString();
            granted = wasGranted;
            commit();
        }
    }
}

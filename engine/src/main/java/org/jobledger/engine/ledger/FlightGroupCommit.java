package org.jobledger.engine.ledger;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** The JDK Flight Recorder's event of one group commit; its duration is the write and the force. For the appender's thread. */
@Name("org.jobledger.GroupCommit")
@Label("Group Commit")
@Category({"Jobledger", "Ledger"})
@Description("The appender wrote a group of events to the journal and forced it once")
@Threshold("1 ms")
@StackTrace(false)
final class FlightGroupCommit extends Event {
    @Label("First Position")
    long firstPosition;

    @Label("Events")
    int events;

    @Label("Frame Size")
    @DataAmount
    long bytes;

    @Label("Epoch")
    long epoch;

    @Label("Forced")
    @Description("False where the operating system alone was given the bytes, durability PROCESS_CRASH")
    boolean forced;

    /** Ends and records it, where somebody listens. */
    void done(PendingGroup group, long ofEpoch, boolean wasForced) {
        end();
        if (shouldCommit()) {
            firstPosition = group.events().get(0).position();
            events = group.events().size();
            bytes = group.frameBytes();
            epoch = ofEpoch;
            forced = wasForced;
            commit();
        }
    }
}

package org.jobledger.storage.job;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleToLongFunction;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.io.ChildCommand;
import org.jobledger.storage.io.ChildFailedException;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.io.ChildProcess;
import org.jobledger.storage.io.NoSpaceException;
import org.jobledger.storage.io.QemuProgress;
import org.jobledger.storage.io.QemuSecrets;

/**
 * Runs qemu-img for a job: marked before it starts, recorded when it has started, stopped while the job rests, killed and reaped when the
 * job is asked to stop. For the thread of the job.
 */
final class ImageTool {
    private static final Duration LONGEST = Duration.ofDays(365);
    /** qemu-img measures how fast this machine derives keys, and on a busy one at times gives up. */
    private static final String GAVE_UP = "Unable to get accurate CPU usage";

    private static final int ATTEMPTS = 30;

    private final JobContext job;
    private volatile double percent;
    private long counted;

    ImageTool(JobContext job) {
        this.job = job;
    }

    /**
     * Runs it to its end.
     *
     * @param state what else the checkpoint shall say, by these fields
     * @param bytes how many bytes of the job's progress are done at a percentage
     * @throws NoSpaceException if it found the disk full
     * @throws IOException if it failed in another way; the message has what it said
     */
    void run(
            List<String> arguments,
            QemuSecrets secrets,
            Document state,
            List<String> fields,
            DoubleToLongFunction bytes)
            throws IOException, InterruptedException {
        for (int attempt = 1; !once(arguments, secrets, state, fields, bytes, attempt == ATTEMPTS); attempt++) {
            job.checkAbort();
        }
    }

    private boolean once(
            List<String> arguments,
            QemuSecrets secrets,
            Document state,
            List<String> fields,
            DoubleToLongFunction bytes,
            boolean last)
            throws IOException, InterruptedException {
        String[] names = fields.toArray(String[]::new);
        ChildMark mark = ChildMark.next();
        job.checkpoint(mark.with(state, names), Forcing.NOTHING);
        ChildCommand command = new ChildCommand(arguments, mark.token(), LONGEST);
        try (ChildProcess child = ChildProcess.start(
                command, ChildLog.NONE, secrets.input(), new QemuProgress(value -> percent = value))) {
            job.child(child.handle());
            job.checkpoint(mark.of(child).with(state, names), Forcing.NOTHING);
            String unused = child.await(() -> look(child, bytes));
            advanceTo(bytes.applyAsLong(100));
            return true;
        } catch (ChildFailedException e) {
            String said = String.valueOf(e.getMessage());
            if (said.contains("No space left on device")) {
                throw new NoSpaceException(said, e);
            } else if (last || !said.contains(GAVE_UP)) {
                throw e;
            }
            return false;
        }
    }

    private void look(ChildProcess child, DoubleToLongFunction bytes) {
        long now = bytes.applyAsLong(percent);
        child.whileStopped(() -> job.pace(Math.max(0, now - counted)));
        advanceTo(now);
    }

    private void advanceTo(long now) {
        if (now > counted) {
            job.progress().advance(now - counted);
            counted = now;
        }
    }

    static DoubleToLongFunction partOf(long total) {
        return percent -> percent >= 100 ? total : (long) (total * (percent / 100));
    }
}

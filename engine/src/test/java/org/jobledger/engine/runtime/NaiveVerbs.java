package org.jobledger.engine.runtime;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;

/** Which verb is taken in which state, and the sentence of a refusal: QEMU's table once more. */
final class NaiveVerbs {
    /** QEMU's table: which verb is taken in which state. */
    private static final Map<String, Set<JobStatus>> VERBS = Map.of(
            "abort",
            Set.of(
                    JobStatus.CREATED,
                    JobStatus.QUEUED,
                    JobStatus.RUNNING,
                    JobStatus.PAUSED,
                    JobStatus.RETRYING,
                    JobStatus.WAITING,
                    JobStatus.PENDING,
                    JobStatus.ABANDONED,
                    JobStatus.INTERRUPTED),
            "pause",
            Set.of(JobStatus.RUNNING),
            "resume",
            Set.of(JobStatus.PAUSED),
            "set-speed",
            Set.of(
                    JobStatus.CREATED,
                    JobStatus.QUEUED,
                    JobStatus.RUNNING,
                    JobStatus.PAUSED,
                    JobStatus.RETRYING,
                    JobStatus.INTERRUPTED),
            "finalize",
            Set.of(JobStatus.PENDING),
            "dismiss",
            Set.of(JobStatus.CONCLUDED));

    private NaiveVerbs() {}

    static String refusal(String verb, NaiveJob job) {
        String why = why(verb, job);
        return why.isEmpty() ? "" : "Job '" + job.id + "' " + why;
    }

    private static String why(String verb, NaiveJob job) {
        if (!VERBS.get(verb).contains(job.status)) {
            return "in state '" + job.status.name().toLowerCase(Locale.ROOT) + "' cannot accept command verb '" + verb
                    + "'";
        } else if (verb.equals("finalize") && job.abort) {
            return "was asked to stop and cannot accept command verb 'finalize'";
        } else if (verb.equals("abort") && job.status == JobStatus.INTERRUPTED && job.cutOff == JobStatus.FINISHING) {
            return "was finalized and cannot accept command verb 'abort'";
        } else if (verb.equals("pause") && job.jobClass != JobClass.ASYNC) {
            return "of class " + job.jobClass + " cannot accept command verb 'pause'";
        } else if (verb.equals("pause") && job.rollingBack) {
            return "is being undone and cannot accept command verb 'pause'";
        }
        return "";
    }
}

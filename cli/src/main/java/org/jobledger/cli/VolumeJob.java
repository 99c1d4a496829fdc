package org.jobledger.cli;

import java.util.Comparator;
import java.util.List;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.storage.VolumeInfo;

/**
 * The job of a volume, which is how libvirt names jobs: by what they work on.
 *
 * @param volume the volume
 */
record VolumeJob(VolumeInfo volume) {
    private static final String KIND = "volume";
    private static final int LATEST = 1000;

    /**
     * The job that holds it, or else the first that waits for it.
     *
     * @throws CommandException if there is none
     */
    JobInfo active(JobEngine engine) {
        return engine.jobs().stream()
                .filter(job -> isOn(job.claims()))
                .min(Comparator.comparing((JobInfo job) -> waits(job)).thenComparing(JobInfo::id))
                .orElseThrow(() -> new CommandException(
                        "no-such-job",
                        "no job is active on volume '" + volume.name() + "' of pool '" + volume.pool() + "'"));
    }

    /**
     * The record of the job that ended last on it.
     *
     * @throws CommandException if there is none
     */
    JobStats completed(JobEngine engine) {
        return engine.finishedJobs(LATEST).stream()
                .filter(job -> isOn(job.claims()))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        "no-such-job",
                        "no job of the last " + LATEST + " was on volume '" + volume.name() + "' of pool '"
                                + volume.pool() + "'"));
    }

    private static boolean waits(JobInfo job) {
        return job.status() == JobStatus.CREATED || job.status() == JobStatus.QUEUED;
    }

    private boolean isOn(List<Claim> claims) {
        String path = volume.pool() + "/" + volume.name();
        return claims.stream()
                .map(Claim::resource)
                .anyMatch(resource ->
                        resource.kind().equals(KIND) && resource.path().equals(path));
    }
}

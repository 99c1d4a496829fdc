package org.jobledger.engine;

/** What {@link JobEngine#jobStats(org.jobledger.engine.event.ResourceRef, StatsFlag...)} shall tell (libvirt: virDomainGetJobStatsFlags). */
public enum StatsFlag {
    /** The record of the job that ended last on the resource, not the job that runs; it is gone once it was read. */
    COMPLETED,
    /** That record stays for the next reader; only together with COMPLETED. */
    KEEP_COMPLETED
}

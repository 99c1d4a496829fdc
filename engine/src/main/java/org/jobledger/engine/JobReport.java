package org.jobledger.engine;

import java.util.Map;

/** What is told of a job: a {@link JobInfo} while it runs, its {@link JobStats} when it has ended, else {@link NoJob}. Immutable. */
public sealed interface JobReport permits JobInfo, JobStats, NoJob {

    /** The type of it; NONE where there is no job. */
    JobInfoType type();

    /**
     * The same as named fields in a fixed order, as libvirt's clients expect them (libvirt: virTypedParameter of virDomainGetJobStats).
     *
     * <p>Values are Long, Double, Boolean or String. {@code time_*}, {@code setup_time} and {@code queue_time} are milliseconds. {@code data_*}
     * count the units of the job; {@code disk_*} are there where these are bytes. {@code operation} is the name of the operation: libvirt's
     * numbers are a closed list in which storage has no place. Fields that have no value are left out; a report of type NONE has none.
     */
    Map<String, Object> fields();
}

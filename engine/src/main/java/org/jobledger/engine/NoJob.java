package org.jobledger.engine;

import java.util.Map;

/** The report of a resource that has no job to report: type NONE, no fields (libvirt: VIR_DOMAIN_JOB_NONE). */
public record NoJob() implements JobReport {

    @Override
    public JobInfoType type() {
        return JobInfoType.NONE;
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of();
    }
}

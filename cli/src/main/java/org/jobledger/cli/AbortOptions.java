package org.jobledger.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a job is stopped. */
final class AbortOptions {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded.", defaultValue = "job-abort")
    private String reason = "job-abort";

    @Option(names = "--async", description = "Ask it to stop and return; it is stopped soon, or when it is recovered.")
    private boolean async;

    @Mixin
    private ProgressOption progress = new ProgressOption();

    String reason() {
        return reason;
    }

    boolean async() {
        return async;
    }

    ProgressOption progress() {
        return progress;
    }
}

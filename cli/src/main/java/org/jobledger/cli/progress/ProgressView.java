package org.jobledger.cli.progress;

import org.jobledger.engine.JobPhase;

/**
 * What a progress line shows.
 *
 * @param verb what is done: "wipe"
 * @param subject what it is done to: "pool/volume"
 * @param phase the phase it is in
 * @param percent 0 to 100, or -1 where the total is not known
 * @param processed the amount done, bytes
 * @param total the amount to do, bytes, or -1
 * @param bytesPerSecond how fast it goes now, or -1 while that is not known
 * @param note a word that stands in the place of the rate: "queued", "stopping"; empty where it just runs
 */
public record ProgressView(
        String verb,
        String subject,
        JobPhase phase,
        int percent,
        long processed,
        long total,
        long bytesPerSecond,
        String note) {}

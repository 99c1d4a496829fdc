package org.jobledger.cli.progress;

import org.jobledger.engine.JobPhase;

/**
 * What a progress line shows.
 *
 * @param verb what is done: "wipe"
 * @param subject what it is done to: "pool/volume"
 * @param phase the phase it is in
 * @param percent 0 to 100, or -1 where the total is not known
 * @param processed the amount done, in units
 * @param total the amount to do, in units, or -1
 * @param unit what is counted
 * @param perSecond how fast it goes now, units per second, or -1 while that is not known
 * @param timeLeft how long it will still take
 * @param note a word that stands in the place of rate and time: "queued", "stopping"; empty where it just runs
 */
record ProgressView(
        String verb,
        String subject,
        JobPhase phase,
        int percent,
        long processed,
        long total,
        String unit,
        long perSecond,
        TimeLeft timeLeft,
        String note) {

    /** The same, its verb preceded by the number of the job. */
    ProgressView numbered(long id) {
        return new ProgressView(
                id + " " + verb, subject, phase, percent, processed, total, unit, perSecond, timeLeft, note);
    }
}

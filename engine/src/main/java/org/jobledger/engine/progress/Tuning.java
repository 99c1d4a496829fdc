package org.jobledger.engine.progress;

/**
 * The constants of the estimator that were chosen by scores on recorded jobs, all of them at once and by the one method of the benchmarks'
 * {@code EtaTune}. Every other constant of this room stands where it is used, at a round value with a reason; what a quarter more or less of
 * any one does is in the benchmarks' README.
 *
 * @param windowPart how far the live rate looks back, as a part of the predicted time ahead: an average that forgets over w looks back
 *     about 2 w
 * @param scatter how far apart jobs of a key are before anything is known of it, as a standard deviation of the logarithm of their time:
 *     the less, the longer a job is held to be like the earlier ones
 * @param ownSlope how much of the time-share curve of the first job of a key to believe, 0 to 1; later ones show by themselves how far they
 *     agree
 * @param operationSlope the same of what the keys of one operation have in common
 * @param band how far the shown end may be from the estimated one, as a part of the time ahead, when the estimate moves by all of the time
 *     ahead while that time passes; this is what buys calm with error
 * @param firstEarlyPart how much of that is left for an end that is earlier than the estimate, of the first job of a key: such jobs mostly
 *     begin too fast, into a cache, and are followed at once when they slow down
 */
public record Tuning(
        double windowPart, double scatter, double ownSlope, double operationSlope, double band, double firstEarlyPart) {
    /** What the engine uses. */
    public static final Tuning CHOSEN = new Tuning(0.22, 0.33, 0.36, 0.31, 0.23, 0.25);
}

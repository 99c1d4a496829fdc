package org.jobledger.engine.progress;

/**
 * An estimate of a finished job beside the truth; times are logarithms of seconds, NaN where nothing was said.
 *
 * @param tenth the tenth of the way in which it was made
 * @param actual the time that did remain
 * @param predicted the estimate
 * @param withHistory the estimate with history alone
 * @param without the estimate without history, NaN where there was none
 * @param live the estimate by the live rate in the main core's warp
 * @param deviation the error that the live rate was taken to have, as a standard deviation
 */
record Lesson(
        int tenth,
        double actual,
        double predicted,
        double withHistory,
        double without,
        double live,
        double deviation) {}

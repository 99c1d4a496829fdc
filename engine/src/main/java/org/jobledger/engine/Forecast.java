package org.jobledger.engine;

/**
 * How long a job that has not begun will take, from earlier jobs of its key.
 *
 * @param p10Millis with one chance in ten it takes less, milliseconds
 * @param p50Millis the even bet, milliseconds
 * @param p90Millis with nine chances in ten it takes at most this, milliseconds
 * @param historyJobs how many earlier jobs it rests on, at least 1
 */
public record Forecast(long p10Millis, long p50Millis, long p90Millis, int historyJobs) {}

package org.jobledger.cli;

/**
 * A speed limit on the command line.
 *
 * @param perSecond bytes, or whatever the job counts, per second; 0 for none
 */
record SpeedLimit(long perSecond) {
    static final SpeedLimit NONE = new SpeedLimit(0);

    /**
     * The limit that a text stands for: {@code none}, or a size.
     *
     * @throws CommandException if it is neither, or 0
     */
    static SpeedLimit of(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        long perSecond = Bytes.of(text).count();
        if (perSecond == 0) {
            throw new CommandException(
                    "invalid-value",
                    "a speed of " + text + " is no limit: 'none' takes it away, job-pause stops a job");
        }
        return new SpeedLimit(perSecond);
    }
}

package org.jobledger.engine.soak;

/** How much a test tries: little in each build, much with {@code -Psoak}, and what a property of its own says where there is one. */
public final class SoakBudget {
    private SoakBudget() {}

    /**
     * The budget of a test.
     *
     * @param property what sets it, such as "soak.kills"
     * @param usual what it is in each build
     * @param soak what it is with {@code -Psoak}
     */
    public static int of(String property, int usual, int soak) {
        return Integer.getInteger(property, Boolean.getBoolean("jobledger.soak") ? soak : usual);
    }
}

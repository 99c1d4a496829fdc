package org.jobledger.engine;

import java.util.List;

/**
 * What a check of the whole ledger found.
 *
 * @param checks every check, in the order in which they were made
 */
public record Verification(List<Check> checks) {

    /** Copies the checks. */
    public Verification {
        checks = List.copyOf(checks);
    }

    /** True when every check held. */
    public boolean sound() {
        return checks.stream().allMatch(Check::sound);
    }

    /**
     * One check.
     *
     * @param name what was checked
     * @param sound whether it held
     * @param detail what was seen; where it did not hold, the first bad position
     */
    public record Check(String name, boolean sound, String detail) {}
}

package org.jobledger.engine.ledger;

import java.time.Duration;

/**
 * What one query of a stranger may cost.
 *
 * @param time how long it may run
 * @param characters how large the answer may be, characters and bytes over all values
 */
record QueryLimits(Duration time, long characters) {
    static final QueryLimits DEFAULT = new QueryLimits(Duration.ofSeconds(30), 32L * 1024 * 1024);
}

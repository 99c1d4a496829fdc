/** Scores estimators of remaining time on recorded progress traces. */
@NullMarked
package org.jobledger.benchmarks.eta;

import org.jspecify.annotations.NullMarked;

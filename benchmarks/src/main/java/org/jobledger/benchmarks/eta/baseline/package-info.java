/** How other programs work out the time remaining, so that ours can be measured beside them. Facts read in their sources, no code of theirs. */
@NullMarked
package org.jobledger.benchmarks.eta.baseline;

import org.jspecify.annotations.NullMarked;

/** The estimator that ours started from, as it was frozen: a figure to measure against, not an example to follow. */
@NullMarked
package org.jobledger.benchmarks.eta.reference;

import org.jspecify.annotations.NullMarked;

/** How fast the ledger takes events, beside what else could keep them. */
@NullMarked
package org.jobledger.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;

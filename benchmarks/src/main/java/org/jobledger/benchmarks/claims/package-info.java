/** What it costs to be admitted. */
@NullMarked
package org.jobledger.benchmarks.claims;

import org.jspecify.annotations.NullMarked;

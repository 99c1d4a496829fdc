/** Records progress traces of this project's own storage jobs, in the format that the scoring command reads. */
@NullMarked
package org.jobledger.benchmarks.eta.record;

import org.jspecify.annotations.NullMarked;

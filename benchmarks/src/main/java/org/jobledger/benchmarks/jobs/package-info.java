/** No-op jobs from submit to completed, beside other schedulers. */
@NullMarked
package org.jobledger.benchmarks.jobs;

import org.jspecify.annotations.NullMarked;

/** JMH benchmarks of the engine. */
@NullMarked
package org.jobledger.benchmarks;

import org.jspecify.annotations.NullMarked;

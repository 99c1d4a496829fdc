/** How far a job has come: counters, ticks, and the estimate of the time remaining. */
@NullMarked
package org.jobledger.engine.progress;

import org.jspecify.annotations.NullMarked;

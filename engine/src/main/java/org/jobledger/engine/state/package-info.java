/**
 * The pure core: what a job is, which events may follow in which state, how commands become events and events become state.
 *
 * <p>No clock, no I/O, no threads. The same {@link org.jobledger.engine.state.Evolution} serves live state, replay and projections.
 */
@NullMarked
package org.jobledger.engine.state;

import org.jspecify.annotations.NullMarked;

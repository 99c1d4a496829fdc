package org.jobledger.engine.event;

/**
 * The wall clock was set, or the machine slept. The times of events go on without going back: after a jump back they run at half speed
 * until the wall clock has caught up.
 *
 * @param byMillis by how much the wall clock went forward (or back, negative) more than time has passed, milliseconds
 * @param wallClock what it showed after the jump, ISO-8601
 */
public record ClockJumped(long byMillis, String wallClock) implements EngineEvent {}

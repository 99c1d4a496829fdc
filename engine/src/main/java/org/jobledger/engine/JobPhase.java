package org.jobledger.engine;

/**
 * A phase of a job: pass 3 of 7.
 *
 * @param index its number, from 1; 0 before the first
 * @param count how many there are; 0 where none was entered
 * @param name what it does; empty where none was entered
 */
public record JobPhase(int index, int count, String name) {
    /** No phase was entered. */
    public static final JobPhase NONE = new JobPhase(0, 0, "");
}

package org.jobledger.engine.event;

/** What an acknowledged event is safe against. */
public enum Durability {
    /** Against the end of the process and the loss of power: each group is forced to the disk before it is acknowledged. */
    POWER_LOSS,
    /** Against the end of the process only: each group is handed to the operating system before it is acknowledged. */
    PROCESS_CRASH
}

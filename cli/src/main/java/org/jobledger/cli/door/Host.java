package org.jobledger.cli.door;

/** Runs what guests ask for. Called by many threads at once. */
public interface Host {

    /** Runs the call of a guest and returns its exit status. */
    int run(Guest guest);

    /** Whether a guest with this call only listens to what happens: nobody waits for him to go. */
    default boolean onlyListens(Call call) {
        return false;
    }
}

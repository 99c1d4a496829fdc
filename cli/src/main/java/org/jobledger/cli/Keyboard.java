package org.jobledger.cli;

/** Where Ctrl-C comes from: this process's own terminal, or that of a command that has this process run its verb. */
interface Keyboard {

    /** Takes Ctrl-C until it is closed; the action runs on a thread of its own at each. */
    Taken onInterrupt(Runnable action);

    /** Ends the command at once, whatever it waits for; what it has started is not stopped. May return before it is over. */
    void leave();

    /** Ctrl-C, taken. */
    interface Taken extends AutoCloseable {
        /** Gives it back. */
        @Override
        void close();
    }
}

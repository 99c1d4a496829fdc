package org.jobledger.storage.io;

import java.util.List;

/**
 * Where it is written down which programs run for us, so that whoever comes after a crash finds them. Thread-safe. A program belongs to a
 * token, as in {@link ChildCommand}.
 */
public interface ChildLog {
    /** Of whoever has no ledger. */
    ChildLog NONE = new ChildLog() {
        @Override
        public void started(ChildCommand command, ProcessIdentity child) {}

        @Override
        public void ended(ChildCommand command, ProcessIdentity child) {}

        @Override
        public List<ProcessIdentity> left(String token) {
            return List.of();
        }

        @Override
        public List<ProcessIdentity> left() {
            return List.of();
        }
    };

    /** Writes down that a program has started; returns when that is durable. Whatever it throws, the program is not to go on. */
    void started(ChildCommand command, ProcessIdentity child);

    /** It is gone. Nothing needs to be written down: whoever looks for it sees that nobody has its number and its start. */
    void ended(ChildCommand command, ProcessIdentity child);

    /** The programs of a token that are there though the process which had started them is not. */
    List<ProcessIdentity> left(String token);

    /** The same of all tokens. */
    List<ProcessIdentity> left();
}

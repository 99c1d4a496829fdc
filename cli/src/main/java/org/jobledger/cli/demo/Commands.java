package org.jobledger.cli.demo;

/** Runs commands of {@code jobledger} on the demo's ledger, and tells which. */
public interface Commands {

    /** What a command did. */
    record Ran(int exitStatus, String output) {
        boolean ok() {
            return exitStatus == 0;
        }
    }

    /** Runs one here; its progress and errors go where the demo's go. */
    Ran run(String... arguments);

    /** The class whose main method runs one in a process of its own. */
    String mainClass();
}

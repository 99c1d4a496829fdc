package org.jobledger.cli;

import java.util.function.Consumer;
import org.jobledger.storage.StorageDriver;

/** The ledger, opened in the way a verb needs. What is opened is to be closed, whoever owns it. */
interface LedgerAccess {

    boolean exists();

    /**
     * To read only: nothing is appended and nothing is started, whoever owns it.
     *
     * @throws CommandException if there is none
     */
    StorageDriver inspect();

    /**
     * To change something, without starting the jobs that a crash cut off.
     *
     * @throws CommandException if there is none
     */
    StorageDriver hold();

    /**
     * To change something; the jobs that a crash cut off are recovered.
     *
     * @throws CommandException if there is none
     */
    StorageDriver recover();

    /**
     * The same, having read all history and made good what is damaged, as far as its other copy proves it.
     *
     * @throws CommandException if there is none
     */
    StorageDriver recoverAfterFullCheck();

    /** As {@link #hold()}, but makes a new ledger where there is none. */
    StorageDriver holdOrCreate();

    /**
     * Tries a call before the ledger is opened to write, so that what is refused anyway leaves no opening in it.
     *
     * @param look what is looked up for better errors than the call's own
     * @param call the call, as it will be made; never carried out here
     */
    void rehearse(Consumer<StorageDriver> look, Consumer<StorageDriver> call);

    /** Tries a call whose own errors say all. */
    default void rehearse(Consumer<StorageDriver> call) {
        rehearse(driver -> {}, call);
    }
}

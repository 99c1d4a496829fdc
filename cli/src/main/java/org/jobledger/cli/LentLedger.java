package org.jobledger.cli;

import java.util.function.Consumer;
import org.jobledger.storage.StorageDriver;

/**
 * The ledger of the process that runs a verb for another one: it is open already, and stays open.
 *
 * @param driver on behalf of the user who calls; closing it closes nothing
 */
record LentLedger(StorageDriver driver) implements LedgerAccess {

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public StorageDriver inspect() {
        return driver;
    }

    @Override
    public StorageDriver hold() {
        return driver;
    }

    @Override
    public StorageDriver recover() {
        return driver;
    }

    @Override
    public StorageDriver recoverAfterFullCheck() {
        throw new CommandException(
                "ledger-in-use", "a full check is made when the ledger is opened, and another process has it open");
    }

    @Override
    public StorageDriver holdOrCreate() {
        return driver;
    }

    /** The call itself will tell: it costs no opening here. */
    @Override
    public void rehearse(Consumer<StorageDriver> look, Consumer<StorageDriver> call) {
        look.accept(driver);
    }
}

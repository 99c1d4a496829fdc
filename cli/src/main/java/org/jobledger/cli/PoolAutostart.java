package org.jobledger.cli;

import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pool-autostart}. */
@Command(
        name = "pool-autostart",
        description = "Have a pool started whenever 'jobledger serve' begins.",
        footer = {"", "Example: jobledger pool-autostart images"})
final class PoolAutostart extends PoolChange {

    @Option(names = "--disable", description = "Leave it as it is then.")
    private boolean disable;

    PoolAutostart(Session session) {
        super(session);
    }

    @Override
    PoolInfo change(StorageDriver driver, String name) {
        return driver.setPoolAutostart(name, !disable);
    }

    @Override
    String done(String name) {
        return "Pool " + name + (disable ? " unmarked as autostarted" : " marked as autostarted");
    }
}

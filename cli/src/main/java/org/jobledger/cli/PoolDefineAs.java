package org.jobledger.cli;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.UnsupportedStorageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pool-define-as}: virsh's order of arguments, its four unused source arguments ({@code - - - -}) included. */
@Command(
        name = "pool-define-as",
        description = "Define a pool; makes the ledger with its first pool.",
        footer = {"", "Example: jobledger pool-define-as images dir --target /srv/images"})
final class PoolDefineAs extends Verb {
    private static final int TARGET_AFTER_SOURCES = 4;

    @Parameters(index = "0", paramLabel = "NAME", description = "The pool's name.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "TYPE", description = "What is behind it: dir.")
    private String type = "";

    @Parameters(index = "2..*", hidden = true, arity = "0..5")
    private List<String> sourcesAndTarget = new ArrayList<>();

    @Option(names = "--target", paramLabel = "PATH", description = "The directory of its volumes, absolute.")
    private @Nullable String target;

    PoolDefineAs(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        if (PoolType.of(type) != PoolType.DIR) {
            throw new UnsupportedStorageException(
                    "pool-define-as makes pools of type dir; one of type '" + type + "' is defined by pool-define");
        }
        PoolDefinition definition = PoolDefinition.dir(name, target());
        LedgerAccess ledger = session().ledger();
        if (ledger.exists()) {
            ledger.rehearse(driver -> driver.definePool(definition));
        }
        try (StorageDriver driver = ledger.holdOrCreate()) {
            PoolInfo pool = driver.definePool(definition);
            output().sentence("Pool " + pool.name() + " defined", Shapes.pool(pool));
        }
        return ExitStatus.OK;
    }

    private String target() {
        if (target != null) {
            return target;
        } else if (sourcesAndTarget.size() > TARGET_AFTER_SOURCES) {
            return sourcesAndTarget.get(TARGET_AFTER_SOURCES);
        }
        throw new CommandException("usage", "a pool of type dir needs its directory: --target PATH");
    }
}

package org.jobledger.cli;

import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A verb that looks for what pools could be made of. */
abstract class FindSources extends Verb {

    @Parameters(
            index = "0",
            paramLabel = "TYPE",
            completionCandidates = KnownWords.FoundPoolTypes.class,
            description = "For which type of pool: netfs, iscsi, gluster (all on a host), logical.")
    private String type = "";

    @Mixin
    private ProgressOption progress = new ProgressOption();

    FindSources(Session session) {
        super(session);
    }

    /** Where to look, as libvirt's XML; empty for this machine. */
    abstract String where();

    @Override
    final ExitStatus run() throws InterruptedException {
        PoolType wanted = PoolType.of(type);
        String where = where();
        LedgerAccess ledger = session().ledger();
        if (ledger.exists()) {
            ledger.rehearse(driver -> driver.findPoolSources(wanted, where));
        }
        try (StorageDriver driver = ledger.holdOrCreate()) {
            Job job = driver.findPoolSources(wanted, where);
            ForegroundJob foreground = new ForegroundJob(session());
            JobStats stats = foreground.await(driver.engine(), job, progress.display(session()));
            if (stats.type() == JobInfoType.COMPLETED) {
                output().xml(stats.result().string("sources"));
                return ExitStatus.OK;
            }
            session().errors().report(new JobUnsuccessfulException(stats));
            return foreground.wasInterrupted() ? ExitStatus.STOPPED : ExitStatus.FAILED;
        }
    }
}

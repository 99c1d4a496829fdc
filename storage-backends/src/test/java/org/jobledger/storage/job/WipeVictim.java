package org.jobledger.storage.job;

import java.nio.file.Path;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.WipeAlgorithm;

/** A process that begins a wipe, says how far it is for ever, and waits to be killed. */
final class WipeVictim {
    private WipeVictim() {}

    public static void main(String[] args) {
        StorageDriver driver = StorageDriver.open(JobEngine.at(Path.of(args[0])));
        Job wipe = driver.wipeVolume("p", "v", WipeAlgorithm.PFITZNER7);
        long said = 0;
        while (true) {
            long reached = driver.engine()
                    .jobInfo(wipe.id())
                    .map(JobInfo::checkpointed)
                    .orElse(Long.MAX_VALUE);
            if (reached > said) {
                System.out.println(reached);
                said = reached;
            }
            Thread.onSpinWait();
        }
    }
}

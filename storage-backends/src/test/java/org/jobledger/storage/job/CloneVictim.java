package org.jobledger.storage.job;

import java.nio.file.Path;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.StorageDriver;

/** A process that begins a clone, says how far it is, and waits to be killed. */
final class CloneVictim {
    private CloneVictim() {}

    public static void main(String[] args) {
        StorageDriver driver = StorageDriver.open(JobEngine.at(Path.of(args[0])));
        Job clone = driver.cloneVolume(CloneRequest.of("p", "s", "c").reflink(Reflink.NEVER));
        long said = -1;
        while (true) {
            long reached =
                    driver.engine().jobInfo(clone.id()).map(JobInfo::processed).orElse(Long.MAX_VALUE);
            if (reached > said) {
                System.out.println(reached);
                said = reached;
            }
            Thread.onSpinWait();
        }
    }
}

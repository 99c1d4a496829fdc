package org.jobledger.storage.job;

import java.nio.file.Path;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeRequest;

/** A process that makes and removes the partition after one that stays, and says so each time before it begins, until it is killed. */
final class PartitionVictim {
    private PartitionVictim() {}

    public static void main(String[] args) throws Exception {
        StorageDriver driver = StorageDriver.open(JobEngine.at(Path.of(args[0])));
        while (true) {
            System.out.println("make");
            StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", args[1], 4 << 20)));
            System.out.println("remove");
            StorageDriver.finish(driver.deleteVolume("p", args[1]));
        }
    }
}

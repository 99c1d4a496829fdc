package org.jobledger.storage.job;

import java.nio.file.Path;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeRequest;

/**
 * A process that makes and removes the partitions after those that stay, and says so each time before it begins, until it is killed. With
 * two names the first is an extended partition, and the second a logical one in it.
 */
final class PartitionVictim {
    private PartitionVictim() {}

    public static void main(String[] args) throws Exception {
        StorageDriver driver = StorageDriver.open(JobEngine.at(Path.of(args[0])));
        while (true) {
            for (int i = 1; i < args.length; i++) {
                System.out.println("make " + i);
                VolumeFormat format = VolumeFormat.of(i + 1 < args.length ? "extended" : "raw");
                int bytes = i + 1 < args.length ? 8 << 20 : 4 << 20;
                StorageDriver.finish(driver.createVolume(VolumeRequest.of("p", args[i], bytes, format)));
            }
            for (int i = args.length - 1; i > 0; i--) {
                System.out.println("remove " + i);
                StorageDriver.finish(driver.deleteVolume("p", args[i]));
            }
        }
    }
}

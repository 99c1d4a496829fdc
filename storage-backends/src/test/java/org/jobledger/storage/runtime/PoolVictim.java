package org.jobledger.storage.runtime;

import java.nio.file.Path;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.StorageDriver;

/** A process that takes one pool after another through its life, says each step when it was acknowledged, and waits to be killed. */
final class PoolVictim {
    private PoolVictim() {}

    public static void main(String[] args) {
        Path target = Path.of(args[1]);
        int pool = Integer.parseInt(args[2]);
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(Path.of(args[0])))) {
            while (true) {
                for (PoolStep step : PoolStep.values()) {
                    step.on(driver, "p" + pool, target);
                    System.out.println(pool + " " + step);
                }
                pool++;
            }
        }
    }
}

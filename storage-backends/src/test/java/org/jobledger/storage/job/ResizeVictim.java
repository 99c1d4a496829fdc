package org.jobledger.storage.job;

import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;

/** A process that makes a volume greater by the steps of a seed, and says when it begins one, until it is killed. */
final class ResizeVictim {
    private static final int MOST = 8 << 20;

    private ResizeVictim() {}

    /** The steps of a seed, bytes. */
    static Random steps(long seed) {
        return new Random(seed);
    }

    static int next(Random steps) {
        return 1 + steps.nextInt(MOST);
    }

    public static void main(String[] args) throws Exception {
        Random steps = steps(Long.parseLong(args[1]));
        StorageDriver driver = StorageDriver.open(JobEngine.at(Path.of(args[0])));
        for (int step = 0; true; step++) {
            Job resize = driver.resizeVolume("p", "v", next(steps), Set.of(ResizeOption.DELTA, ResizeOption.ALLOCATE));
            System.out.println(step);
            StorageDriver.finish(resize);
        }
    }
}

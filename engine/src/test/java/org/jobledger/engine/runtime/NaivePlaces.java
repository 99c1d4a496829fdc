package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.List;

/** So many jobs have a thread at a time; the others wait by priority, then in the order in which they came. */
final class NaivePlaces {
    final List<NaiveJob> starting = new ArrayList<>();
    private final List<NaiveJob> runnable = new ArrayList<>();
    private int busy;

    /** Nobody has a place. */
    void clear() {
        runnable.clear();
        starting.clear();
        busy = 0;
    }

    void run(NaiveJob job) {
        runnable.add(job);
        if (busy < NaiveJobs.PLACES) {
            busy++;
            startNext();
        }
    }

    void startNext() {
        int greatest = runnable.stream().mapToInt(job -> job.priority).max().orElseThrow();
        NaiveJob next = runnable.stream()
                .filter(job -> job.priority == greatest)
                .findFirst()
                .orElseThrow();
        runnable.remove(next);
        starting.add(next);
    }

    void leavePlace(NaiveJob job) {
        if (!job.place) {
            return;
        }
        job.place = false;
        if (runnable.isEmpty()) {
            busy--;
        } else {
            startNext();
        }
    }
}

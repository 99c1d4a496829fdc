package org.jobledger.engine.runtime;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Threads that run jobs. Thread-safe. */
interface JobThreads extends Executor {

    /** A thread that is kept for a task to come; null where no thread is known before it runs one. */
    @Nullable
    Kept keep();

    /** A thread that is kept: it runs one task, or is given back. */
    interface Kept {
        /** Its name. */
        String name();

        /** Has it run a task; does not wait, and takes no lock that others hold for long. */
        void run(Runnable task);

        /** It is not needed. */
        void giveBack();
    }

    /** The threads of an executor, which does not say which of them it will use. */
    static JobThreads of(Executor executor) {
        return new JobThreads() {
            @Override
            public @Nullable Kept keep() {
                return null;
            }

            @Override
            public void execute(Runnable task) {
                executor.execute(task);
            }
        };
    }
}

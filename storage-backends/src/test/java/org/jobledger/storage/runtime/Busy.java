package org.jobledger.storage.runtime;

import java.util.concurrent.CountDownLatch;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecoveryPolicy;

/** Keeps a worker busy until it is let go, so that jobs behind it have their claims and do not begin. */
final class Busy implements JobHandler {
    static final String OPERATION = "busy";

    private final CountDownLatch released = new CountDownLatch(1);

    Operation operation() {
        return Operation.of(OPERATION, RecoveryPolicy.FAIL, this);
    }

    void release() {
        released.countDown();
    }

    @Override
    public Document run(JobContext job) throws InterruptedException {
        released.await();
        return Document.empty();
    }
}

package org.jobledger.engine.runtime;

import java.nio.file.Path;
import java.util.List;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecoveryPolicy;

/** A process one of whose handlers takes all memory there is. It says how its jobs ended. */
final class HungryEngine {
    private static final int CHUNK = 4 * 1024 * 1024;

    private HungryEngine() {}

    /** Arguments: directory. */
    public static void main(String[] args) throws InterruptedException {
        Operation hungry = Operation.of("hungry", RecoveryPolicy.FAIL, job -> {
            Object[] eaten = {};
            while (true) {
                eaten = new Object[] {eaten, new byte[CHUNK]};
            }
        });
        Operation good = Operation.of("good", RecoveryPolicy.FAIL, job -> Document.empty());
        try (JobEngine engine =
                JobEngine.at(Path.of(args[0])).operation(hungry).operation(good).open()) {
            for (String operation : List.of("hungry", "good")) {
                System.out.println(operation + " "
                        + engine.submit(JobRequest.of(operation)).await().type());
            }
        }
    }
}

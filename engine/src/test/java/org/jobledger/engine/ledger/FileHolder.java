package org.jobledger.engine.ledger;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that has the tables of a ledger open until it is killed. */
final class FileHolder {
    private FileHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (Projection held = Projection.openFile(Path.of(arguments[0]))) {
            System.out.println(held.head().position() > 0 ? "open" : "empty");
            new CountDownLatch(1).await();
        }
    }
}

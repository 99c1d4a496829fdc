package org.jobledger.engine.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.ResourceRecorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory of a ledger, and other processes that want to own it. */
abstract class OwnerWorld {
    @TempDir
    Path temporary;

    Path directory;
    private final List<Process> children = new ArrayList<>();

    @BeforeEach
    void chooseDirectory() {
        directory = temporary.resolve("ledger");
    }

    @AfterEach
    void endChildren() throws InterruptedException {
        for (Process child : children) {
            ChildJvm.kill(child);
        }
    }

    /** Another process, talked to line by line. */
    final class Other {
        final Process process;
        private final BufferedReader lines;

        Other() throws IOException {
            process = ChildJvm.start(LockHolder.class, directory.toString());
            children.add(process);
            lines = ChildJvm.linesOf(process);
        }

        String hear() throws IOException {
            return String.valueOf(lines.readLine());
        }

        String ask(String name) throws IOException {
            tell(name);
            return hear();
        }

        void tell(String name) throws IOException {
            process.getOutputStream().write((name + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    Ledger open() {
        return Ledger.open(LockHolder.settings(directory, OpenMode.HOLD));
    }

    List<String> namesInHistory() {
        try (Ledger ledger = Ledger.open(LockHolder.settings(directory, OpenMode.INSPECT))) {
            List<StoredEvent> log = Logs.read(ledger.log());
            Logs.requireChained(log);
            return log.stream()
                    .map(stored -> stored.decode().event())
                    .filter(ResourceRecorded.class::isInstance)
                    .map(event -> ((ResourceRecorded) event).resource().name())
                    .toList();
        }
    }
}

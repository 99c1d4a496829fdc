package org.jobledger.engine.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.ResourceRef;

/**
 * A process that opens a ledger and does what it is told: for each line of input it records a definition of that name and says
 * {@code done position} or {@code refused code message}. It says {@code owner} or {@code refused ...} first.
 */
final class LockHolder {
    private LockHolder() {}

    /** Arguments: directory. */
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Ledger ledger = Ledger.open(settings(Path.of(args[0]), OpenMode.HOLD))) {
            System.out.println("owner");
            for (String name = in.readLine(); name != null; name = in.readLine()) {
                System.out.println(define(ledger, name));
            }
        } catch (JobLedgerException e) {
            System.out.println("refused " + e.code() + " " + e.getMessage());
        }
    }

    private static String define(Ledger ledger, String name) {
        try {
            return "done " + record(ledger, name);
        } catch (JobLedgerException e) {
            return "refused " + e.code() + " " + e.getMessage();
        }
    }

    /** Records a definition; its position. */
    static long record(Ledger ledger, String name) {
        return ledger.append(new LedgerCommand.Define(ResourceRef.of("test", name), 0, Document.empty()))
                .position();
    }

    static LedgerSettings settings(Path directory, OpenMode mode) {
        return new LedgerSettings(
                directory, mode, Durability.POWER_LOSS, 1024 * 1024, EngineClock.system(), new RealDisk());
    }
}

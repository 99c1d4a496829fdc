package org.jobledger.storage.job;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.NoSuchJobException;

/** Processes that are started to be killed, and what becomes of their jobs. */
final class KilledProcess {
    private KilledProcess() {}

    /**
     * Starts a program of the tests and kills it, with SIGKILL, a while after it has said a line that is enough.
     *
     * @return the last line it said, or an empty one
     */
    static String after(Predicate<String> enough, long moreNanos, Class<?> program, String... arguments)
            throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process victim = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.US_ASCII))) {
            String last = "";
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = line;
                if (enough.test(line)) {
                    // Not to wait for anything: the moment of the kill is to be another one each time.
                    LockSupport.parkNanos(moreNanos);
                    break;
                }
            }
            return last;
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }

    /** How a job that was found at the opening has ended. */
    static JobStats ended(JobEngine engine, long job) throws InterruptedException {
        try {
            return engine.job(job).await();
        } catch (NoSuchJobException ended) {
            return engine.jobStats(job).orElseThrow();
        }
    }
}

package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a process ends, the ledger has each pool as it was acknowledged last, or one step further, and whole. */
class KilledDefinitionsTest {
    private static final int KILLS = Integer.getInteger("soak.definition.kills", 2);

    @TempDir
    private Path scratch;

    private record Reached(int pool, PoolStep step) {}

    @Test
    void aKillLeavesNoHalfDefinitionAndLosesNoneThatWasAcknowledged() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path ledger = scratch.resolve("ledger");
        Path target = Files.createDirectory(scratch.resolve("pool"));
        int pool = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Reached reached = killAfter(ledger, target, pool, 1 + random.nextInt(40), random.nextInt(3_000_000));
            check(ledger, target, reached, "seed " + seed + ", kill " + kill + ", after " + reached);
            pool = reached.pool() + 2;
        }
    }

    private static Reached killAfter(Path ledger, Path target, int pool, int steps, long nanos) throws Exception {
        List<String> command = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PoolVictim.class.getName(),
                ledger.toString(),
                target.toString(),
                Integer.toString(pool));
        Process victim = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = said.readLine();
            for (int i = 1; i < steps; i++) {
                line = said.readLine();
            }
            // Somewhere within the next steps.
            for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
                Thread.onSpinWait();
            }
            // By its handle: what it said before its end can still be read then.
            victim.toHandle().destroyForcibly();
            for (String more = said.readLine(); more != null; more = said.readLine()) {
                line = more;
            }
            String[] words = line.split(" ", -1);
            return new Reached(Integer.parseInt(words[0]), PoolStep.valueOf(words[1]));
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }

    private static void check(Path ledger, Path target, Reached reached, String what) throws InterruptedException {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger).mode(OpenMode.INSPECT))) {
            for (PoolInfo pool : driver.pools()) {
                assertThat(pool.name()).as(what).isIn("p" + reached.pool(), "p" + (reached.pool() + 1));
            }
            PoolStep found = step(driver, "p" + reached.pool(), target, what);
            assertThat(found)
                    .as(what)
                    .isIn(asFound(reached.step()), asFound(reached.step().next()));
            PoolStep next = step(driver, "p" + (reached.pool() + 1), target, what);
            assertThat(next)
                    .as(what)
                    .isIn(PoolStep.UNDEFINE, reached.step() == PoolStep.UNDEFINE ? PoolStep.DEFINE : PoolStep.UNDEFINE);
            driver.pools().forEach(pool -> remains(driver, pool));
        }
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            awaitRecovered(driver.engine());
            for (PoolInfo pool : driver.pools()) {
                if (pool.active()) {
                    driver.stopPool(pool.name());
                }
                driver.undefinePool(pool.name());
            }
        }
    }

    /** A start that was cut off is done again, and has its pool until then. */
    private static void awaitRecovered(JobEngine engine) throws InterruptedException {
        for (PlannedRecovery cut : engine.recoveries()) {
            if (engine.jobInfo(cut.jobId()).isPresent()) {
                await(engine, cut.jobId());
            }
        }
    }

    private static void await(JobEngine engine, long job) throws InterruptedException {
        try {
            JobStats unused = engine.job(job).await();
        } catch (NoSuchJobException e) {
            assertThat(engine.jobStats(job)).as("it has ended meanwhile").isPresent();
        }
    }

    /** A pool that was stopped looks as it did before it was started. */
    private static PoolStep asFound(PoolStep step) {
        return step == PoolStep.STOP ? PoolStep.AUTOSTART : step;
    }

    private static void remains(StorageDriver driver, PoolInfo pool) {
        assertThat(PoolXml.read(driver.poolXml(pool.name())).uuid()).isEqualTo(pool.uuid());
    }

    /** The step that leaves a pool as it is found; the last one where there is none. */
    private static PoolStep step(StorageDriver driver, String name, Path target, String what) {
        Optional<PoolInfo> pool =
                driver.pools().stream().filter(info -> info.name().equals(name)).findFirst();
        if (pool.isEmpty()) {
            return PoolStep.UNDEFINE;
        }
        boolean first = same(driver, name, PoolStep.xml(name, target, false));
        boolean second = same(driver, name, PoolStep.xml(name, target, true));
        assertThat(first ^ second).as("%s: one whole definition", what).isTrue();
        if (first) {
            assertThat(pool.get().autostart() || pool.get().active()).as(what).isFalse();
            return PoolStep.DEFINE;
        } else if (!pool.get().autostart()) {
            return PoolStep.REDEFINE;
        }
        return pool.get().active() ? PoolStep.START : PoolStep.AUTOSTART;
    }

    private static boolean same(StorageDriver driver, String name, String xml) {
        return PoolXml.read(driver.poolXml(name, true)).equals(PoolXml.read(xml));
    }
}

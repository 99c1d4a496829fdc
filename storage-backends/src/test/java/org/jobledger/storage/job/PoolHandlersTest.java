package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.io.ChildLog;
import org.jobledger.storage.io.Leftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs of a pool, cut off at each of their steps. */
class PoolHandlersTest {
    private static final PoolName NAME = new PoolName("p");
    private static final Optional<Set<BuildOption>> PLAIN = Optional.of(Set.of());

    @TempDir
    private Path scratch;

    /** A pool that is not started, and what happens to it. */
    private final class World implements PoolChecks {
        private final Trap trap = new Trap();
        private final Path target;
        private final PoolDefinition pool;
        private final ResourcesFixture ledger = new ResourcesFixture(trap);
        private final Definitions definitions = new Definitions(ledger);
        private final Mounted backend = new Mounted(trap);
        private final Backends backends = new Backends(List.of(backend));

        World(long number, boolean defined) throws Exception {
            target = Files.createDirectories(scratch.resolve("at" + number));
            pool = PoolDefinition.dir("p", target.toString());
            Files.deleteIfExists(target.resolve("a"));
            Files.writeString(target.resolve("a"), "a");
            if (defined) {
                definitions.put(new PoolRecord(pool, false));
            }
        }

        JobFixture job(Document parameters) {
            return new JobFixture(parameters, ledger, trap, phase -> {});
        }

        JobHandler start() {
            return new PoolStartHandler(definitions, backends, this, new Leftovers(ChildLog.NONE));
        }

        JobHandler build() {
            return new PoolBuildHandler(backends, this, new Leftovers(ChildLog.NONE));
        }

        JobHandler delete() {
            return new PoolDeleteHandler(backends, this, new Leftovers(ChildLog.NONE));
        }

        boolean active() {
            return definitions.find(NAME).filter(PoolRecord::active).isPresent();
        }

        @Override
        public PoolRecord requireInactive(PoolName name) {
            PoolRecord record = definitions.pool(name);
            assertThat(record.active()).isFalse();
            return record;
        }

        @Override
        public void requireCreatable(PoolDefinition definition, boolean build) {
            assertThat(definitions.find(definition.name())).isEmpty();
        }

        @Override
        public void requireUsableAlone(PoolDefinition definition) {
            backend.requireStartable(definition);
        }

        @Override
        public void requireIdle(PoolName name) {}
    }

    /** A directory that is started and stopped, a step each. */
    private static final class Mounted extends DirBackend {
        private final Trap trap;
        private boolean started;
        private boolean unstoppable;

        Mounted(Trap trap) {
            this.trap = trap;
        }

        @Override
        public void build(PoolDefinition pool, Set<BuildOption> options) {
            trap.step("build");
            super.build(pool, Set.of());
            trap.step("after build");
        }

        @Override
        public void remove(PoolDefinition pool) {
            trap.step("remove");
            super.remove(pool);
            trap.step("after remove");
        }

        @Override
        public void start(PoolDefinition pool) {
            trap.step("start");
            started = true;
            trap.step("after start");
        }

        @Override
        public void stop(PoolDefinition pool) {
            if (unstoppable) {
                throw new BackendException("cannot stop");
            }
            started = false;
        }
    }

    private void redoneAtEachStep(boolean defined) throws Exception {
        boolean crashed = true;
        for (long step = 1; crashed; step++) {
            World world = new World(step, defined);
            JobFixture job = world.job(
                    defined
                            ? PoolStartHandler.parameters(NAME, PLAIN)
                            : PoolStartHandler.parameters(world.pool, PLAIN));
            crashed = world.trap.crashes(step, () -> job.attempt(world.start()));
            if (!world.active()) {
                Document found = job.attempt(world.start());
                assertThat(found.integer("entries")).as("step %s", step).isEqualTo(1);
            }
            assertThat(world.active()).as("step %s", step).isTrue();
            assertThat(world.backend.started).as("step %s", step).isTrue();
            assertThat(world.definitions.pool(NAME).persistent()).isEqualTo(defined);
            assertThat(world.definitions.volumes(NAME)).as("step %s", step).hasSize(1);
            assertThat(step).isLessThan(50);
        }
    }

    @Test
    void aStartThatWasCutOffAtAnyStepIsDoneAgain() throws Exception {
        redoneAtEachStep(true);
    }

    @Test
    void aTransientPoolWhoseStartWasCutOffAtAnyStepIsThereInTheEnd() throws Exception {
        redoneAtEachStep(false);
    }

    @Test
    void aStartThatWasCutOffAtAnyStepAndIsThenGivenUpIsStopped() throws Exception {
        boolean crashed = true;
        for (long step = 1; crashed; step++) {
            World world = new World(step, true);
            JobFixture job = world.job(PoolStartHandler.parameters(NAME, PLAIN));
            crashed = world.trap.crashes(step, () -> job.attempt(world.start()));
            if (!world.active()) {
                job.undo(world.start());
                job.undo(world.start());
                assertThat(world.backend.started).as("step %s", step).isFalse();
                assertThat(world.active()).as("step %s", step).isFalse();
            }
        }
    }

    /** The first entry is looked at, then somebody asks. */
    @Test
    void aStartThatIsAbortedWhileItLooksIsStoppedAndKnowsNothing() throws Exception {
        World world = new World(0, true);
        JobFixture job = world.job(PoolStartHandler.parameters(NAME, Optional.empty()));
        job.abortAt(1);
        assertThatThrownBy(() -> job.attempt(world.start())).isInstanceOf(JobAbortedException.class);
        job.undo(world.start());
        assertThat(world.backend.started).isFalse();
        assertThat(world.definitions.volumes(NAME)).isEmpty();
    }

    @Test
    void whatCannotBeStoppedIsToldWhereItWasToStopAndNotInPlaceOfAFailure() throws Exception {
        World world = new World(0, true);
        world.backend.unstoppable = true;
        JobFixture failed = world.job(PoolStartHandler.parameters(NAME, Optional.empty()));
        assertThat(world.trap.crashes(4, () -> failed.attempt(world.start()))).isTrue();
        failed.undo(world.start());
        JobFixture aborted = world.job(PoolStartHandler.parameters(NAME, Optional.empty()));
        aborted.abortAt(1);
        assertThatThrownBy(() -> aborted.attempt(world.start())).isInstanceOf(JobAbortedException.class);
        assertThatThrownBy(() -> aborted.undo(world.start())).hasMessage("cannot stop");
    }

    @Test
    void aBuildThatWasCutOffIsNotDoneTwiceOnceItHasBegun() throws Exception {
        boolean crashed = true;
        for (long step = 1; crashed; step++) {
            World world = new World(step, true);
            JobFixture job = world.job(PoolBuildHandler.parameters(NAME, Set.of()));
            crashed = world.trap.crashes(step, () -> job.attempt(world.build()));
            if (crashed && job.checkpoint().isPresent()) {
                assertThatThrownBy(() -> job.attempt(world.build()))
                        .as("step %s", step)
                        .isInstanceOf(BackendException.class)
                        .hasMessageContaining("contents undefined");
            } else if (crashed) {
                assertThat(job.attempt(world.build())).isNotNull();
            }
            assertThat(world.active()).isFalse();
        }
    }

    @Test
    void aStartMakesAFileSystemAgainOnlyWhereItMayOverwriteIt() throws Exception {
        for (BuildOption option : BuildOption.values()) {
            World world = new World(option == BuildOption.OVERWRITE ? 1 : 2, true);
            JobFixture job = world.job(PoolStartHandler.parameters(NAME, Optional.of(Set.of(option))));
            // After the first checkpoint.
            assertThat(world.trap.crashes(2, () -> job.attempt(world.start()))).isTrue();
            if (option == BuildOption.OVERWRITE) {
                assertThat(job.attempt(world.start())).isNotNull();
                assertThat(world.active()).isTrue();
            } else {
                assertThatThrownBy(() -> job.attempt(world.start())).hasMessageContaining("contents undefined");
                assertThat(world.active()).isFalse();
            }
        }
    }

    @Test
    void aDeletionThatWasCutOffIsDoneAgain() throws Exception {
        boolean crashed = true;
        for (long step = 1; crashed; step++) {
            World world = new World(step, true);
            Files.delete(world.target.resolve("a"));
            JobFixture job = world.job(PoolDeleteHandler.parameters(NAME));
            crashed = world.trap.crashes(step, () -> job.attempt(world.delete()));
            assertThat(job.attempt(world.delete())).isNotNull();
            assertThat(world.target).as("step %s", step).doesNotExist();
        }
    }
}

package org.jobledger.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is opened. Immutable.
 *
 * @param directory the directory of the ledger
 * @param mode how it is opened
 * @param durability what acknowledged events are safe against
 * @param operations what can be run, by name
 * @param workers how many jobs run at the same time at most
 * @param segmentBytes the size at which a journal segment is followed by another, bytes
 * @param clock where times come from
 * @param resources what is asked of resources
 * @param executor where handlers run, or null for threads of the engine's own
 * @param abortPatience how long handlers have to meet a request to stop
 * @param adoptCopy whether a copy of a ledger may be made a ledger of its own
 * @param fullCheck whether all history is read first, and what is damaged is made again where the other copy proves it
 * @param tablesBehind how many events the tables may fall behind while very much is appended
 */
public record EngineConfig(
        Path directory,
        OpenMode mode,
        Durability durability,
        Map<String, Operation> operations,
        int workers,
        long segmentBytes,
        EngineClock clock,
        ResourceRules resources,
        @Nullable Executor executor,
        AbortPatience abortPatience,
        boolean adoptCopy,
        boolean fullCheck,
        long tablesBehind) {

    /** How many events the tables may fall behind unless something else is set. */
    public static final long TABLES_BEHIND = 10_000_000;

    /** Copies the operations. */
    public EngineConfig {
        operations = Map.copyOf(operations);
    }

    /** Collects the settings; not thread-safe. Defaults: RECOVER, POWER_LOSS, 8 workers, segments of 64 MiB, the system clock. */
    public static final class Builder {
        private static final long SMALLEST_SEGMENT = 64L * 1024;

        private final Path directory;
        private final Map<String, Operation> operations = new LinkedHashMap<>();
        private OpenMode mode = OpenMode.RECOVER;
        private Durability durability = Durability.POWER_LOSS;
        private int workers = 8;
        private long segmentBytes = 64L * 1024 * 1024;
        private EngineClock clock = EngineClock.system();
        private ResourceRules resources = ResourceRules.NONE;
        private @Nullable Executor executor;
        private AbortPatience abortPatience = AbortPatience.DEFAULT;
        private boolean adoptCopy;
        private boolean fullCheck;
        private long tablesBehind = TABLES_BEHIND;

        Builder(Path directory) {
            this.directory = directory;
        }

        /** How to open. */
        public Builder mode(OpenMode newMode) {
            mode = newMode;
            return this;
        }

        /** What acknowledged events shall be safe against. */
        public Builder durability(Durability newDurability) {
            durability = newDurability;
            return this;
        }

        /**
         * One more operation that can be run.
         *
         * @throws InvalidRequestException if there is one of that name already
         */
        public Builder operation(Operation operation) {
            if (operations.putIfAbsent(operation.name(), operation) != null) {
                throw new InvalidRequestException("operation '" + operation.name() + "' is given twice");
            }
            return this;
        }

        /**
         * How many jobs run at the same time at most.
         *
         * @throws InvalidRequestException if below 1
         */
        public Builder workers(int count) {
            if (count < 1) {
                throw new InvalidRequestException("workers is " + count + ", below 1");
            }
            workers = count;
            return this;
        }

        /**
         * The size at which a journal segment is followed by another, bytes.
         *
         * @throws InvalidRequestException if below 64 KiB
         */
        public Builder segmentBytes(long bytes) {
            if (bytes < SMALLEST_SEGMENT) {
                throw new InvalidRequestException("segment size " + bytes + " is below " + SMALLEST_SEGMENT + " bytes");
            }
            segmentBytes = bytes;
            return this;
        }

        /** Makes a copy of a ledger a ledger of its own, which is recorded as a fork; without it a copy is only inspected. */
        public Builder adoptingCopy() {
            adoptCopy = true;
            return this;
        }

        /**
         * How many jobs may hold or want one resource (libvirt: max_queued); 0, the default, for any number.
         *
         * @throws InvalidRequestException if negative
         */
        public Builder maxQueued(int jobs) {
            resources = new ResourceRules(jobs, resources.stillExists());
            return this;
        }

        /** What tells whether a resource that was waited for is still there; unless set, the ledger's records alone do. */
        public Builder stillExists(Predicate<ResourceRef> check) {
            resources = new ResourceRules(resources.maxQueued(), check);
            return this;
        }

        /**
         * Runs handlers on threads of the embedder's, such as virtual ones; never more at a time than there are workers. Where the executor
         * throws, the job keeps its place and is handed to it again a tenth of a second later. It is not closed with the engine.
         */
        public Builder executor(Executor threads) {
            executor = threads;
            return this;
        }

        /** How long handlers have to meet a request to stop, where the request for the job says nothing else. */
        public Builder abortPatience(AbortPatience patience) {
            abortPatience = patience;
            return this;
        }

        /**
         * Reads all history before anything is done, where else only its tail is read. Damage to the journal is made good from the tables
         * where they prove what stood there, which is recorded as an event; tables that are not what the journal says are made again. The
         * broken files are kept. What is not proved is refused. Does nothing where the ledger is only inspected.
         */
        public Builder fullCheck() {
            fullCheck = true;
            return this;
        }

        /**
         * How many events the tables may fall behind while more is appended than they can be filled with beside it; ten million unless set. From
         * there on they are filled without a rest, which takes processor time from those who append; no append ever waits for them.
         *
         * @throws InvalidRequestException if negative
         */
        public Builder tablesBehind(long events) {
            if (events < 0) {
                throw new InvalidRequestException("tables may be " + events + " events behind, below 0");
            }
            tablesBehind = events;
            return this;
        }

        /** Where times come from, for tests. */
        public Builder clock(EngineClock source) {
            clock = source;
            return this;
        }

        /** The settings so far. */
        public EngineConfig build() {
            return new EngineConfig(
                    directory.toAbsolutePath().normalize(),
                    mode,
                    durability,
                    operations,
                    workers,
                    segmentBytes,
                    clock,
                    resources,
                    executor,
                    abortPatience,
                    adoptCopy,
                    fullCheck,
                    tablesBehind);
        }

        /**
         * Opens the ledger; makes a new one where the directory is missing or empty, unless it is only inspected.
         *
         * @throws LedgerInUseException if another engine owns it; the message says which process, and since when
         * @throws NotALedgerException if the directory holds something else
         * @throws UnknownFormatException if it was written by a newer release
         * @throws LedgerDamagedException if its journal is damaged
         * @throws CopiedLedgerException if it is a copy that is not adopted
         * @throws DiskFullException if there is no room for its journal
         * @throws DiskErrorException if the disk fails in another way
         */
        public JobEngine open() {
            return ServiceLoader.load(EngineProvider.class, EngineConfig.class.getClassLoader())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no engine behind the API"))
                    .open(build());
        }
    }
}

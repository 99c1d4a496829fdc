package org.jobledger.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jobledger.engine.Subscription;
import org.jobledger.storage.PoolEvent;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the owner of a ledger runs for {@code pool-event} of another process, whose thread it is: a line for each event as it comes, until
 * that process is gone or the ledger is closed. The first line is the position before the first event.
 */
@Command(
        name = PoolEventFeed.NAME,
        hidden = true,
        description = "Print what happens to pools, for pool-event.",
        footer = {"", "Example: jobledger " + PoolEventFeed.NAME})
final class PoolEventFeed extends Verb {
    static final String NAME = "pool-event-feed";

    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final int FIELDS = 5;

    @Option(
            names = "--after",
            paramLabel = "POSITION",
            description = "What comes after this position; else from now on.")
    private long after;

    PoolEventFeed(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        try (StorageDriver driver = session().ledger().inspect();
                Subscription subscription = subscribe(driver)) {
            boolean unused = subscription.await(Long.MAX_VALUE, FOR_EVER);
            return ExitStatus.OK;
        }
    }

    private Subscription subscribe(StorageDriver driver) {
        long position = after > 0 ? after : driver.engine().position();
        output().line(String.valueOf(position));
        return after > 0
                ? driver.poolEvents(Math.min(after, driver.engine().position()) + 1, this::tell)
                : driver.poolEvents(this::tell);
    }

    /** The name of a pool has no control characters in it. */
    private void tell(PoolEvent event) {
        session()
                .surroundings()
                .out()
                .println(String.join(
                        "\t",
                        String.valueOf(event.position()),
                        event.at().toString(),
                        event.uuid().toString(),
                        event.kind().name(),
                        event.pool()));
        session().surroundings().out().flush();
    }

    /** The event of a line; nothing where it is a position. */
    static Optional<PoolEvent> event(String line) {
        String[] fields = line.split("\t", FIELDS);
        return fields.length < FIELDS
                ? Optional.empty()
                : Optional.of(new PoolEvent(
                        Long.parseLong(fields[0]),
                        Instant.parse(fields[1]),
                        fields[4],
                        UUID.fromString(fields[2]),
                        PoolEvent.Kind.valueOf(fields[3])));
    }
}

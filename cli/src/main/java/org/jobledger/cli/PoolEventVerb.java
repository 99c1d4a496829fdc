package org.jobledger.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jobledger.cli.text.Json;
import org.jobledger.storage.PoolEvent;
import org.jobledger.storage.PoolEvent.Kind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pool-event}. */
@Command(
        name = "pool-event",
        description = "Wait for something to happen to pools, and print it.",
        footer = {"", "Example: jobledger pool-event --event lifecycle --loop --timestamp"})
final class PoolEventVerb extends Verb {
    private static final List<String> TYPES = KnownWords.Events.ALL;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSZ", Locale.ROOT);

    @Option(names = "--pool", paramLabel = "POOL", description = "Only of this pool, by name or uuid.")
    private @Nullable String pool;

    @Option(
            names = "--event",
            paramLabel = "TYPE",
            completionCandidates = KnownWords.Events.class,
            description = "Of which type: lifecycle, refresh.")
    private @Nullable String type;

    @Option(
            names = "--loop",
            description = "Go on until the time has passed or Ctrl-C, instead of ending with the first.")
    private boolean loop;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait.")
    private @Nullable Integer timeout;

    @Option(names = "--list", description = "List the types.")
    private boolean list;

    @Option(names = "--timestamp", description = "Show when each happened.")
    private boolean timestamp;

    private int heard;

    PoolEventVerb(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        if (list) {
            TYPES.forEach(output()::line);
            return ExitStatus.OK;
        }
        require();
        try (ComingPoolEvents events = new ComingPoolEvents(session())) {
            wait(events);
        } catch (InterruptedException e) {
            output().notice("event loop interrupted");
        }
        if (!session().json()) {
            output().line("events received: " + heard);
        }
        return heard > 0 ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void require() {
        if (type == null) {
            throw new CommandException("usage", "either --list or --event TYPE is required");
        } else if (!TYPES.contains(type)) {
            throw new CommandException(
                    "invalid-value", "there is no event type '" + type + "'; there are: " + String.join(", ", TYPES));
        } else if (timeout != null && timeout < 1) {
            throw new CommandException("usage", "--timeout is " + timeout + ", below 1");
        }
    }

    private void wait(ComingPoolEvents events) throws InterruptedException {
        long end = timeout == null
                ? Long.MAX_VALUE
                : System.nanoTime() + Duration.ofSeconds(timeout).toNanos();
        while (loop || heard == 0) {
            Optional<PoolEvent> next = events.next(end);
            if (next.isEmpty()) {
                output().notice("event loop timed out");
                return;
            }
            next.filter(this::isAskedFor).ifPresent(this::tell);
        }
    }

    private boolean isAskedFor(PoolEvent event) {
        boolean refresh = event.kind() == Kind.REFRESHED;
        boolean ofPool = pool == null
                || pool.equals(event.pool())
                || pool.equals(event.uuid().toString());
        return ofPool && refresh == "refresh".equals(type);
    }

    private void tell(PoolEvent event) {
        heard++;
        String kind =
                event.kind().name().charAt(0) + event.kind().name().substring(1).toLowerCase(Locale.ROOT);
        ZoneId zone = session().surroundings().zone();
        String line = (timestamp ? STAMP.format(event.at().atZone(zone)) + ": " : "") + "event '" + type
                + "' for storage pool " + event.pool()
                + (event.kind() == Kind.REFRESHED ? "" : ": " + kind);
        output().sentence(
                        line,
                        Json.object(
                                "position", event.position(),
                                "at", event.at(),
                                "pool", event.pool(),
                                "uuid", event.uuid(),
                                "event", event.kind()));
    }
}

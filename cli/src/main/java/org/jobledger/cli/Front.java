package org.jobledger.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jobledger.cli.door.OutputLostException;
import org.jobledger.cli.door.RefusedException;
import org.jobledger.cli.door.Visit;
import org.jobledger.cli.text.Printable;
import org.jobledger.engine.LedgerInUseException;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a command line runs: with the owner of the ledger where he has his door open, else in this process.
 *
 * <p>An owner without a door is about to open it, or has the ledger only for a moment, or is an embedder: for another command, and for
 * anybody who took the ledger just now, the command waits; an embedder who had the time to open a door will not.
 */
final class Front {
    private static final Duration TIME_TO_OPEN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);
    private static final Duration LOOK_AGAIN_AT_MOST = Duration.ofMillis(200);
    /** The number that shells give to what a broken pipe ended (128 + SIGPIPE); nothing is said of it. */
    private static final int NOBODY_READS = 141;

    private static final char NO_CHARACTER = '\ufffd';

    private final Surroundings surroundings;
    private final Caller caller;
    private final Rest rest;

    /** What a command does before it looks again. */
    @FunctionalInterface
    interface Rest {
        void rest(Duration time) throws InterruptedException;
    }

    Front(Surroundings surroundings) {
        this(surroundings, time -> Thread.sleep(time.toMillis()));
    }

    Front(Surroundings surroundings, Rest rest) {
        this.surroundings = surroundings;
        this.caller = new Caller(surroundings);
        this.rest = rest;
    }

    /** Runs it and returns its exit status. */
    int run(String... args) {
        int status = runs(args);
        Optional<String> lost = lostOutput();
        if (status != ExitStatus.OK.code() || lost.isEmpty()) {
            return status;
        }
        return new Session(surroundings)
                .errors(args)
                .report(new CommandException("output-lost", "standard output cannot be written: " + lost.get()));
    }

    private Optional<String> lostOutput() {
        return surroundings.out() instanceof StandardStream out ? out.lost() : Optional.empty();
    }

    private int runs(String... args) {
        try {
            requireText(args);
            return Verbs.runsWithTheOwner(List.of(args))
                    ? anywhere(args)
                    : here(args).status();
        } catch (CommandException e) {
            return new Session(surroundings).errors(args).report(e);
        }
    }

    private int anywhere(String... args) {
        Path directory = LedgerLocation.of(ledgerOption(args), surroundings);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<OwnerNote> stopped = OwnerNote.of(directory).filter(OwnerNote::stopped);
            OptionalInt answered = stopped.isPresent() ? OptionalInt.empty() : atTheDoor(directory, args);
            if (answered.isPresent()) {
                return answered.getAsInt();
            }
            CommandRun run = here(args);
            Optional<RuntimeException> obstacle = run.obstacle();
            if (obstacle.isEmpty()) {
                return run.status();
            } else if (stopped.isPresent()) {
                throw ownerStopped(stopped.get());
            } else if (obstacle.get() instanceof LedgerInUseException inUse) {
                Optional<OwnerNote> owner = OwnerNote.of(directory);
                if (System.nanoTime() > end
                        || owner.filter(note -> !note.comesToTheDoor(TIME_TO_OPEN))
                                .isPresent()) {
                    return new Session(surroundings).errors(args).report(inUse);
                }
                OptionalInt status = besideTheOwner(owner, directory, end, args);
                if (status.isPresent()) {
                    return status.getAsInt();
                }
            } else {
                BackgroundServer.start(directory);
            }
        }
    }

    /**
     * Waits for the owner to open his door or to leave. Looking costs next to nothing: opening the ledger again and again would take the
     * processor from him, and many commands that do so at once keep him from ever getting there.
     *
     * @return the exit status, if he ran the command
     */
    private OptionalInt besideTheOwner(Optional<OwnerNote> owner, Path directory, long end, String... args) {
        Duration pause = LOOK_AGAIN;
        do {
            rest(pause);
            OptionalInt answered = atTheDoor(directory, args);
            if (answered.isPresent()) {
                return answered;
            }
            pause = pause.compareTo(LOOK_AGAIN_AT_MOST) < 0 ? pause.plus(LOOK_AGAIN) : pause;
        } while (System.nanoTime() < end
                && owner.filter(note -> !note.ended() && note.comesToTheDoor(TIME_TO_OPEN))
                        .isPresent()
                && OwnerNote.of(directory).equals(owner));
        return OptionalInt.empty();
    }

    /** He answers nobody and leaves nothing; those who only read do without him. */
    private static CommandException ownerStopped(OwnerNote owner) {
        return new CommandException(
                "in-use",
                "process " + owner.pid()
                        + ", which has the ledger open, is stopped, as by Ctrl-Z: 'fg' in its terminal or"
                        + " 'kill -CONT " + owner.pid() + "' lets it go on");
    }

    /** Bytes that are not in the charset of the system reach a program of Java as this character; they could name nothing that is there. */
    private static void requireText(String... args) {
        for (String arg : args) {
            if (arg.indexOf(NO_CHARACTER) >= 0) {
                throw new CommandException("usage", "'" + Printable.of(arg) + "' is not valid UTF-8");
            }
        }
    }

    private CommandRun here(String... args) {
        return CommandRun.of(new Session(surroundings), args);
    }

    private OptionalInt atTheDoor(Path directory, String... args) {
        try {
            Optional<Visit> visit = Visit.make(directory, () -> caller.call(args));
            return visit.isEmpty() ? OptionalInt.empty() : OptionalInt.of(caller.await(visit.get()));
        } catch (RefusedException e) {
            throw new CommandException(e.code(), String.valueOf(e.getMessage()), e);
        } catch (OutputLostException e) {
            return OptionalInt.of(lostOutput().isPresent() ? ExitStatus.OK.code() : NOBODY_READS);
        } catch (IOException e) {
            // He may have been drawing there.
            surroundings.err().print(surroundings.errScreen().overBar());
            throw new CommandException(
                    "owner-gone",
                    "the process that owns the ledger ended before it had answered; 'jobledger job-watch' shows what goes on",
                    e);
        }
    }

    private void rest(Duration time) {
        try {
            rest.rest(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("stopped", "stopped waiting for the owner of the ledger", e);
        }
    }

    /** What the option says, without reading the whole command line: that is for whoever runs it. */
    static @Nullable Path ledgerOption(String... args) {
        List<String> options =
                Arrays.stream(args).takeWhile(word -> !word.equals("--")).toList();
        for (int i = 0; i < options.size(); i++) {
            String word = options.get(i);
            if (word.startsWith(GlobalOptions.LEDGER + "=")) {
                return Path.of(word.substring(GlobalOptions.LEDGER.length() + 1));
            } else if (word.equals(GlobalOptions.LEDGER) && i + 1 < options.size()) {
                return Path.of(options.get(i + 1));
            }
        }
        return null;
    }
}

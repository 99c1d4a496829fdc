package org.jobledger.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jobledger.cli.demo.Scratch;
import picocli.CommandLine.Command;

/** {@code warm-up}: runs the usual verbs once on a scratch ledger, so that the launcher's class archive holds what they need. */
@Command(
        name = "warm-up",
        hidden = true,
        description = "Run the usual verbs once, for the launcher.",
        footer = {"", "Example: jobledger warm-up"})
final class WarmUp extends Verb {
    private static final String POOL = "warm";

    WarmUp(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        try (Scratch scratch = new Scratch(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), false)) {
            DemoCommands commands = new DemoCommands(session(), scratch.ledger());
            usualVerbs(scratch.pool().toString()).forEach(verb -> commands.run(verb.toArray(String[]::new)));
            visit(scratch.ledger(), commands);
            return ExitStatus.OK;
        } catch (IOException e) {
            throw new CommandException("io", "the scratch ledger could not be made: " + e, e);
        }
    }

    /** What a verb needs that runs in the owner of the ledger, on both sides. */
    private void visit(Path ledger, DemoCommands commands) throws InterruptedException {
        Session owner = new Session(session().surroundings());
        owner.options().ledger = ledger;
        OpenHouse house = owner.own().serve();
        commands.run("job-list");
        house.stop(Duration.ZERO);
    }

    private static List<List<String>> usualVerbs(String target) {
        return List.of(
                List.of("pool-define-as", POOL, "dir", "--target", target),
                List.of("pool-start", POOL, "--build"),
                List.of("vol-create-as", POOL, "v", "1M", "--progress", "plain"),
                List.of("vol-wipe", "v", "--pool", POOL, "--algorithm", "random", "--progress", "none"),
                List.of("pool-list", "--details"),
                List.of("pool-info", POOL),
                List.of("vol-list", POOL, "--json"),
                List.of("vol-info", "v", "--pool", POOL),
                List.of("job-list", "--all"),
                List.of("job-stats", "1"),
                List.of("job-events", "1"),
                List.of("recover", "--plan"),
                List.of("sql", "SELECT * FROM audit_v1.jobs"),
                List.of("verify"),
                List.of("vol-delete", "v", "--pool", POOL));
    }
}

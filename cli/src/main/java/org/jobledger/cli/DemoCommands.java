package org.jobledger.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.cli.demo.Commands;

/** Runs the demo's commands in this process, their results caught so that the demo can show them in its place. */
final class DemoCommands implements Commands {
    private static final int INDENT = 3;

    private final Session session;
    private final Path ledger;

    DemoCommands(Session session, Path ledger) {
        this.session = session;
        this.ledger = ledger;
    }

    @Override
    public Ran run(String... arguments) {
        Surroundings here = session.surroundings();
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("--ledger", ledger.toString()));
        all.addAll(List.of(arguments));
        int status;
        try (PrintStream out = new PrintStream(caught, false, here.charset())) {
            status = Main.execute(here.printingTo(out, here.outScreen().narrower(INDENT)), all.toArray(String[]::new));
        }
        return new Ran(status, caught.toString(here.charset()));
    }

    @Override
    public String mainClass() {
        return Main.class.getName();
    }
}

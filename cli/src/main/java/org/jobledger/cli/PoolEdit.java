package org.jobledger.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pool-edit}. The editor runs in this process's terminal; the definition is made wherever the ledger is open. */
@Command(
        name = "pool-edit",
        description =
                "Change the definition of a pool with $$VISUAL, $$EDITOR or vi; one that is started, when it is stopped.",
        footer = {"", "Example: jobledger pool-edit images"})
final class PoolEdit extends Verb {
    /** What nobody defines, and what changes by itself while the pool is started. */
    private static final String ROOM = "(?m)^ *<(capacity|allocation|available) unit='bytes'>\\d+</\\1>\n";

    @Parameters(paramLabel = "POOL", description = "The pool's name or uuid.")
    private String pool = "";

    private boolean active;

    PoolEdit(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        String before = now();
        try {
            Path file = Files.createTempFile("jobledger-pool-", ".xml");
            Files.writeString(file, before);
            edit(file);
            String after = Files.readString(file);
            if (after.strip().equals(before.strip())) {
                Files.delete(file);
                output().line("Pool " + pool + " XML configuration not changed.");
                return ExitStatus.OK;
            }
            return define(file, before);
        } catch (IOException e) {
            throw new CommandException("file", "the definition cannot be edited: " + e.getMessage(), e);
        }
    }

    private String now() {
        try (StorageDriver driver = session().own().inspect()) {
            PoolInfo found = Lookup.pool(driver, pool);
            active = found.active();
            return driver.poolXml(found.name(), true).replaceAll(ROOM, "");
        }
    }

    private void edit(Path file) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(editor());
        line.add(file.toString());
        int status = started(line, file).waitFor();
        if (status != 0) {
            throw kept(file, "'" + line.get(0) + "' ended with status " + status + ", and nothing is changed");
        }
    }

    private static Process started(List<String> line, Path file) throws IOException {
        try {
            return new ProcessBuilder(line).inheritIO().start();
        } catch (IOException e) {
            Files.delete(file);
            throw e;
        }
    }

    /** Its words, as no shell is asked. */
    private List<String> editor() {
        Map<String, String> variables = session().surroundings().variables();
        String said = Stream.of("VISUAL", "EDITOR")
                .map(name -> variables.getOrDefault(name, ""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("vi");
        return List.of(said.strip().split("\\s+", -1));
    }

    private ExitStatus define(Path file, String before) throws IOException {
        if (!now().equals(before)) {
            throw kept(file, "pool '" + pool + "' was changed by somebody else meanwhile");
        }
        Surroundings quiet = session()
                .surroundings()
                .printingTo(
                        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        session().surroundings().outScreen());
        List<String> line = new ArrayList<>();
        if (session().options().ledger != null) {
            line.addAll(List.of(GlobalOptions.LEDGER, session().directory().toString()));
        }
        line.addAll(List.of("pool-define", file.toString()));
        int status = new Front(quiet).run(line.toArray(String[]::new));
        if (status != ExitStatus.OK.code()) {
            throw kept(file, "pool '" + pool + "' is as it was");
        }
        Files.delete(file);
        output().line("Pool " + pool + " XML configuration edited.");
        if (active) {
            output().line("It is started, and stays what it is until it is stopped.");
        }
        return ExitStatus.OK;
    }

    private static CommandException kept(Path file, String why) {
        return new CommandException("not-edited", why + "; the edited text is in '" + file + "'");
    }
}

package org.jobledger.cli;

import java.io.PrintStream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}. */
@Command(
        name = "completion",
        description = "Print what makes the shell complete verbs, options, and the names of pools, volumes and jobs.",
        footer = {
            "",
            "Put this into ~/.bashrc: source <(jobledger completion bash)",
            "Example: jobledger completion bash"
        })
final class Completion extends Verb {

    @Parameters(
            paramLabel = "SHELL",
            completionCandidates = KnownWords.Shells.class,
            description = "bash (zsh understands it after bashcompinit).")
    private String shell = "bash";

    Completion(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        if (!KnownWords.Shells.ALL.contains(shell)) {
            throw new CommandException(
                    "unsupported",
                    "there is no completion for shell '" + shell + "'; there is: "
                            + String.join(", ", KnownWords.Shells.ALL));
        }
        CommandLine all = CommandRun.commandLine(new Session(session().surroundings()));
        PrintStream out = session().surroundings().out();
        out.print(AutoComplete.bash("jobledger", all));
        out.print(new NameCompletion(all).script());
        out.flush();
        return ExitStatus.OK;
    }
}

package org.jobledger.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The part of the bash completion that asks the ledger for names. Which verbs take them, their first parameter says.
 *
 * @param commands all verbs
 */
record NameCompletion(CommandLine commands) {
    private static final String SCRIPT = """

            # Names of pools, volumes and jobs come from the ledger.
            function _jobledger_names() {
              local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" verb="${COMP_WORDS[1]}"
              local kind="" pool="" name i
              local -a names=()
              for ((i = 2; i < COMP_CWORD; i++)); do
                if [[ "${COMP_WORDS[i]}" == --pool ]]; then pool="${COMP_WORDS[i+1]}"; fi
              done
              case "$before" in
                --pool | @POOL@) kind=pool ;;
                @JOB@) kind=job ;;
              esac
              case "$verb" in
                @VOL@) if [[ -n "$pool" && "$before" != -* ]]; then kind=volume; fi ;;
              esac
              if [[ "$word" != -* ]]; then
                case "$kind" in
                  pool) mapfile -t names < <(jobledger pool-list --all --name 2>/dev/null) ;;
                  volume) mapfile -t names < <(jobledger vol-list "$pool" --name 2>/dev/null) ;;
                  job) mapfile -t names < <(jobledger job-list --id 2>/dev/null) ;;
                esac
              fi
              if ((${#names[@]} == 0)); then
                _complete_jobledger
                return
              fi
              COMPREPLY=()
              for name in "${names[@]}"; do
                if [[ "$name" == "$word"* ]]; then COMPREPLY+=("$(printf '%q' "$name")"); fi
              done
            }
            complete -F _jobledger_names -o default jobledger
            """;

    String script() {
        return SCRIPT.replace("@POOL@", verbs("POOL"))
                .replace("@VOL@", verbs("VOL"))
                .replace("@JOB@", verbs("JOB"));
    }

    /** The verbs whose first parameter is one, as a pattern of the shell. */
    private String verbs(String label) {
        return commands.getSubcommands().values().stream()
                .filter(verb -> takesFirst(verb, label))
                .map(CommandLine::getCommandName)
                .collect(Collectors.joining(" | "));
    }

    private static boolean takesFirst(CommandLine verb, String label) {
        List<PositionalParamSpec> parameters = verb.getCommandSpec().positionalParameters();
        return !parameters.isEmpty() && parameters.get(0).paramLabel().equals(label);
    }
}

package org.jobledger.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jobledger.storage.PoolType;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The part of the bash completion that asks the ledger for names. Which verbs take them, their first parameter says.
 *
 * @param commands all verbs
 */
record NameCompletion(CommandLine commands) {
    private static final String SCRIPT = """

            # As picocli has it, but for words that are a part of an option's name, such as a pool 'source'.
            function currentPositionalIndex() {
              local i result=0
              for ((i = COMP_CWORD - 1; i >= 0; i--)); do
                if [[ "${COMP_WORDS[i]}" == "$1" ]]; then break; fi
                if [[ "$2" == *"'${COMP_WORDS[i]}'"* ]]; then
                  ((result -= 2))
                elif [[ "$3" == *"'${COMP_WORDS[i]}'"* ]]; then
                  ((result -= 1))
                fi
                ((result++))
              done
              echo "$result"
            }

            # Names of pools, volumes and jobs come from the ledger; what a pool can be made of depends on its type.
            function _jobledger_names() {
              local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" verb="${COMP_WORDS[1]}"
              local kind="" pool="" name i
              local -a names=()
              for ((i = 2; i < COMP_CWORD; i++)); do
                if [[ "${COMP_WORDS[i]}" == --pool ]]; then pool="${COMP_WORDS[i+1]}"; fi
              done
              case "$before" in
                help) kind=verb ;;
                --source-format) kind=format ;;
                --pool | --inputpool | @POOL@) kind=pool ;;
                @JOB@) kind=job ;;
              esac
              case "$verb" in
                @VOL@) if [[ -n "$pool" && "$before" != -* ]]; then kind=volume; fi ;;
              esac
              if [[ "$word" != -* ]]; then
                case "$kind" in
                  pool) mapfile -t names < <(jobledger pool-list --all --name 2>/dev/null) ;;
                  volume) mapfile -t names < <(jobledger vol-list "$pool" --name 2>/dev/null) ;;
                  verb) names=(@VERBS@) ;;
                  format)
                    for ((i = 2; i < COMP_CWORD; i++)); do
                      case "${COMP_WORDS[i]}" in
            @FORMATS@
                      esac
                    done
                    ;;
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
                .replace("@VERBS@", String.join(" ", HelpWords.topics()))
                .replace("@FORMATS@", formats())
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

    /** A branch of the shell's for each type of pool whose source has formats. */
    private static String formats() {
        return Arrays.stream(PoolType.values())
                .filter(type -> !type.formats().isEmpty())
                .map(type -> " ".repeat(12) + type.word() + ") names=(" + String.join(" ", type.formats()) + ") ;;")
                .collect(Collectors.joining("\n"));
    }

    private static boolean takesFirst(CommandLine verb, String label) {
        List<PositionalParamSpec> parameters = verb.getCommandSpec().positionalParameters();
        return !parameters.isEmpty() && parameters.get(0).paramLabel().equals(label);
    }
}

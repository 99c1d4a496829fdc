package org.jobledger.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jobledger.cli.text.NearName;

/** The verb {@code help}, as virsh has it: of everything, of a group of verbs, or of one verb. */
final class HelpWords {
    private static final String HELP = "help";
    private static final String OPTION = "--help";

    /** How the verbs of a group begin, by the names of the group. */
    private static final Map<String, List<String>> GROUPS = Map.of(
            "pool",
            List.of("pool-", "find-storage-pool-"),
            "volume",
            List.of("vol-"),
            "vol",
            List.of("vol-"),
            "job",
            List.of("job-"));

    private HelpWords() {}

    /**
     * The command line that does what one with {@code help} means; any other as it is.
     *
     * @throws CommandException if there is no such verb or group
     */
    static String[] plain(String... args) {
        Optional<String> topic = topic(Arrays.asList(args));
        if (!isHelp(Arrays.asList(args))) {
            return args;
        } else if (topic.isEmpty() || topic.get().equals(HELP) || GROUPS.containsKey(topic.get())) {
            return new String[] {OPTION};
        } else if (Verbs.NAMES.contains(topic.get())) {
            return new String[] {topic.get(), OPTION};
        }
        throw new CommandException(
                "usage",
                "there is no verb '" + topic.get() + "'"
                        + NearName.of(topic.get(), Verbs.NAMES)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("")
                        + " ('jobledger --help' lists them; 'jobledger help pool', 'volume' and 'job' those of one kind)");
    }

    /** The verbs of the group that help is asked of; empty where it is not of a group. */
    static List<String> group(List<String> args) {
        if (!isHelp(args)) {
            return List.of();
        }
        List<String> beginnings = topic(args).map(GROUPS::get).orElse(List.of());
        return Verbs.NAMES.stream()
                .filter(verb -> beginnings.stream().anyMatch(verb::startsWith))
                .toList();
    }

    /** All that help can be asked of: verbs, then groups. */
    static List<String> topics() {
        return Stream.concat(Verbs.NAMES.stream(), GROUPS.keySet().stream().sorted())
                .toList();
    }

    private static boolean isHelp(List<String> args) {
        return Verbs.verbOf(args).filter(HELP::equals).isPresent();
    }

    private static Optional<String> topic(List<String> args) {
        return args.subList(args.indexOf(HELP) + 1, args.size()).stream()
                .filter(word -> !word.startsWith("-"))
                .findFirst();
    }
}

package org.jobledger.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The parameters of verbs by virsh's names for them, which virsh takes as options too: {@code --pool images} in the place of {@code images}. */
final class NamedParameters {
    /** A line each: the names of the parameters in order, and the verbs that have them. */
    private static final Map<String, List<String>> NAMES = table("""
            type: find-storage-pool-sources find-storage-pool-sources-as
            pool: pool-autostart pool-build pool-delete pool-destroy pool-dumpxml pool-edit pool-info pool-name
            pool: pool-refresh pool-start pool-undefine pool-uuid vol-list
            name type: pool-create-as pool-define-as
            file: pool-create pool-define
            vol newname: vol-clone
            pool name capacity: vol-create-as
            pool file: vol-create
            pool file vol: vol-create-from
            vol file: vol-download vol-upload
            vol capacity: vol-resize
            vol: vol-delete vol-dumpxml vol-info vol-key vol-name vol-path vol-pool vol-wipe
            """);

    private final CommandSpec spec;
    private final List<String> names;
    private final Map<String, String> named = new HashMap<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> places = new ArrayList<>();

    private NamedParameters(CommandSpec spec, List<String> names) {
        this.spec = spec;
        this.names = names;
    }

    private static Map<String, List<String>> table(String lines) {
        Map<String, List<String>> table = new HashMap<>();
        lines.lines().map(line -> line.split(": ", 2)).forEach(line -> {
            for (String verb : line[1].split(" ", -1)) {
                table.put(verb, List.of(line[0].split(" ", -1)));
            }
        });
        return table;
    }

    /**
     * The same command line with its parameters in their places.
     *
     * @throws CommandException if one of them is missing before another one that is named
     */
    static String[] placed(CommandLine command, String... args) {
        String verb = Verbs.verbOf(List.of(args)).orElse("");
        CommandLine known = command.getSubcommands().get(verb);
        if (known == null || !NAMES.containsKey(verb)) {
            return args;
        }
        int at = Arrays.asList(args).indexOf(verb);
        NamedParameters parameters = new NamedParameters(known.getCommandSpec(), NAMES.getOrDefault(verb, List.of()));
        parameters.read(Arrays.asList(args).subList(at + 1, args.length).iterator());
        return parameters.named.isEmpty()
                ? args
                : Stream.concat(Arrays.stream(args, 0, at + 1), parameters.words().stream())
                        .toArray(String[]::new);
    }

    private void read(Iterator<String> words) {
        boolean onlyPlaces = false;
        while (words.hasNext()) {
            String word = words.next();
            if (onlyPlaces || word.equals("-") || !word.startsWith("-")) {
                places.add(word);
            } else if (word.equals("--")) {
                onlyPlaces = true;
            } else {
                option(word, words);
            }
        }
    }

    private void option(String word, Iterator<String> words) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        OptionSpec own = spec.findOption(name);
        if (own == null && name.startsWith("--") && names.contains(name.substring(2))) {
            if (equals >= 0) {
                named.put(name.substring(2), word.substring(equals + 1));
            } else if (words.hasNext()) {
                named.put(name.substring(2), words.next());
            } else {
                throw new CommandException("usage", "option '" + name + "' needs a value");
            }
            return;
        }
        options.add(word);
        if (own != null && equals < 0 && own.arity().min() > 0 && words.hasNext()) {
            options.add(words.next());
        }
    }

    private List<String> words() {
        List<String> ordered = new ArrayList<>();
        Iterator<String> rest = places.iterator();
        int last = 0;
        for (int i = 0; i < names.size(); i++) {
            last = named.containsKey(names.get(i)) ? i : last;
        }
        for (int i = 0; i < names.size(); i++) {
            String value = named.get(names.get(i));
            if (value != null) {
                ordered.add(value);
            } else if (rest.hasNext()) {
                ordered.add(rest.next());
            } else if (i < last) {
                throw new CommandException("usage", "missing parameter: --" + names.get(i));
            }
        }
        rest.forEachRemaining(ordered::add);
        List<String> all = new ArrayList<>(options);
        all.add("--");
        all.addAll(ordered);
        return all;
    }
}

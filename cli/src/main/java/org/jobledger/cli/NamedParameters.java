package org.jobledger.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The parameters of verbs by virsh's names for them, which virsh takes as options too: {@code --pool images} in the place of {@code images}.
 * The other way round it takes options with a value by their places behind the parameters: {@code vol-info disk1 images}.
 */
final class NamedParameters {
    /** A line each: the names of the parameters in order, those of the options that may follow by place, and the verbs that have them. */
    private static final Map<String, Places> PLACES = table("""
            type: find-storage-pool-sources find-storage-pool-sources-as
            pool: pool-autostart pool-build pool-delete pool-destroy pool-edit pool-info pool-name
            pool: pool-refresh pool-start pool-undefine pool-uuid vol-list
            pool | xpath: pool-dumpxml
            name type | *: pool-create-as pool-define-as
            file: pool-create pool-define
            vol newname | pool: vol-clone
            pool name capacity | allocation format backing-vol backing-vol-format: vol-create-as
            pool file: vol-create
            pool file vol | inputpool: vol-create-from
            vol file | pool offset length: vol-download vol-upload
            vol capacity | pool: vol-resize
            vol | pool xpath: vol-dumpxml
            vol | pool algorithm: vol-wipe
            vol | pool: vol-delete vol-info vol-job-abort vol-job-info vol-key vol-path
            vol: vol-name vol-pool
            """);
    /** The verb itself takes what follows. */
    private static final String ANY = "*";

    private static final Pattern NEGATIVE = Pattern.compile("-\\d.*");

    /**
     * What may stand where.
     *
     * @param names of the parameters
     * @param options that may follow
     */
    private record Places(List<String> names, List<String> options) {
        static Places of(String text) {
            String[] parts = text.split(" \\| ", -1);
            return new Places(words(parts[0]), parts.length == 1 ? List.of() : words(parts[1]));
        }

        private static List<String> words(String text) {
            return List.of(text.split(" ", -1));
        }
    }

    private final CommandSpec spec;
    private final List<String> names;
    private final List<String> following;
    private final Map<String, String> named = new HashMap<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> places = new ArrayList<>();

    private NamedParameters(CommandSpec spec, Places known) {
        this.spec = spec;
        this.names = known.names();
        this.following = known.options();
    }

    private static Map<String, Places> table(String lines) {
        Map<String, Places> table = new HashMap<>();
        lines.lines().map(line -> line.split(": ", 2)).forEach(line -> {
            for (String verb : line[1].split(" ", -1)) {
                table.put(verb, Places.of(line[0]));
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
        Places places = PLACES.get(verb);
        if (known == null || places == null) {
            return args;
        }
        int at = Arrays.asList(args).indexOf(verb);
        NamedParameters parameters = new NamedParameters(known.getCommandSpec(), places);
        parameters.read(Arrays.asList(args).subList(at + 1, args.length).iterator());
        return parameters.placedAlready()
                ? args
                : Stream.concat(Arrays.stream(args, 0, at + 1), parameters.words().stream())
                        .toArray(String[]::new);
    }

    /** Whether nothing stands where only virsh understands it. */
    private boolean placedAlready() {
        return named.isEmpty()
                && (places.size() <= names.size() || following.contains(ANY))
                && places.stream().noneMatch(word -> NEGATIVE.matcher(word).matches());
    }

    private void read(Iterator<String> words) {
        boolean onlyPlaces = false;
        while (words.hasNext()) {
            String word = words.next();
            if (onlyPlaces
                    || word.equals("-")
                    || !word.startsWith("-")
                    || NEGATIVE.matcher(word).matches()) {
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
        following(rest);
        rest.forEachRemaining(ordered::add);
        List<String> all = new ArrayList<>(options);
        all.add("--");
        all.addAll(ordered);
        return all;
    }

    /** The first option that is not given otherwise has the next word. */
    private void following(Iterator<String> rest) {
        for (String name : following) {
            String option = "--" + name;
            boolean given = options.stream().anyMatch(word -> word.equals(option) || word.startsWith(option + "="));
            if (!given && spec.findOption(option) != null && rest.hasNext()) {
                options.addAll(List.of(option, rest.next()));
            }
        }
    }
}

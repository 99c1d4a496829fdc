package org.jobledger.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.cli.text.NearName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what may have been meant. */
final class UsageErrors implements IParameterExceptionHandler {
    private static final Pattern NUMBER_TYPE = Pattern.compile("is not an? (?:int|long)$");
    private static final Pattern PLACE = Pattern.compile("for positional parameter at index \\S+ \\(([^)]*)\\):");
    private static final Pattern CHOICES =
            Pattern.compile("expected one of \\[([^]]*)] \\(case-insensitive\\) but was ('.*')$");

    private final Session session;

    UsageErrors(Session session) {
        this.session = session;
    }

    @Override
    public int handleParseException(ParameterException error, String[] args) {
        if (ErrorReport.code(rootOf(error)).equals("internal")) {
            return session.errors(args).report(new CommandException("usage", sentence(error), error));
        }
        return session.errors(args).report(rootOf(error));
    }

    /** A converter may have thrown one of our own errors, which says it better. */
    private static Throwable rootOf(ParameterException error) {
        @Nullable Throwable cause = error.getCause();
        return cause == null ? error : cause;
    }

    private static String sentence(ParameterException error) {
        Optional<String> verb = unknownVerb(error);
        if (verb.isPresent()) {
            return "there is no verb '" + verb.get() + "'"
                    + NearName.of(verb.get(), Verbs.NAMES)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("")
                    + " ('jobledger --help' lists them)";
        }
        return firstLine(error) + nearOption(error) + " (see 'jobledger" + nameOf(error.getCommandLine()) + " --help')";
    }

    private static Optional<String> unknownVerb(ParameterException error) {
        boolean atRoot = error.getCommandLine().getParent() == null;
        return atRoot && error instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream()
                        .filter(word -> !word.startsWith("-"))
                        .findFirst()
                : Optional.empty();
    }

    private static String nearOption(ParameterException error) {
        Set<String> options =
                error.getCommandLine().getCommandSpec().optionsMap().keySet();
        return error instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream()
                        .filter(word -> word.startsWith("--"))
                        .findFirst()
                        .flatMap(word -> NearName.of(word.replaceFirst("=.*", ""), options))
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("")
                : "";
    }

    private static String firstLine(ParameterException error) {
        String message =
                inWords(String.valueOf(error.getMessage()).lines().findFirst().orElse("wrong usage"));
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    /** What picocli says by the names of Java's types and constants, as people say it. */
    private static String inWords(String message) {
        String words = NUMBER_TYPE.matcher(message).replaceFirst("is not a whole number");
        words = PLACE.matcher(words).replaceFirst("for $1:");
        return CHOICES.matcher(words)
                .replaceFirst(found -> Matcher.quoteReplacement(
                        found.group(2) + " is none of " + found.group(1).toLowerCase(Locale.ROOT)));
    }

    private static String nameOf(CommandLine command) {
        return command.getParent() == null ? "" : " " + command.getCommandName();
    }
}

package org.jobledger.storage.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jobledger.storage.InvalidXmlException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What --validate says of XML beside what libvirt's own schemas say, by xmllint: of every sample, and of each with one thing wrong. */
class SchemaVerdictsTest {
    private static final Path SCHEMAS = Path.of("/usr/share/libvirt/schemas");
    private static final Pattern ATTRIBUTE = Pattern.compile(" [a-z_]+=['\"]([^'\"]*)['\"]");
    private static final Pattern LEAF = Pattern.compile("<([A-Za-z:_]+)[^<>/]*>([^<>]*)</\\1>");
    private static final Pattern CHILD = Pattern.compile("<([A-Za-z:_0-9]+)(?: [^<>]*)?(?:/>|(?<!/)>(?s:.*?)</\\1>)");
    private static final List<String> VALUES =
            List.of("", "-1", "7", "08", "18446744073709551616", "wrong", "/a b", "yes");

    @TempDir
    Path scratch;

    @ParameterizedTest
    @CsvSource({"pool,storagepool.rng", "volume,storagevol.rng"})
    void bothSayTheSame(String root, String schema) throws Exception {
        if (!Files.exists(SCHEMAS.resolve(schema)) || !installed()) {
            System.err.println("SKIPPED: " + root + " XML was not held against libvirt's schema: that needs xmllint"
                    + " (libxml2-utils) and " + SCHEMAS + " (libvirt-daemon)");
            assumeTrue(false, "no xmllint or no schemas");
        }
        List<String> texts = some(new ArrayList<>(mutated(root)));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            files.add(Files.writeString(scratch.resolve(i + ".xml"), texts.get(i)));
        }
        Set<String> valid = valid(SCHEMAS.resolve(schema), files);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String ours = ours(texts.get(i));
            boolean theirs = valid.contains(i + ".xml");
            if (ours.isEmpty() != theirs) {
                differences.add((theirs ? "valid, but " + ours : "not valid") + "\n" + texts.get(i));
            }
        }
        System.out.println(root + ": " + texts.size() + " texts, " + valid.size() + " of them valid by " + schema + ", "
                + differences.size() + " differences");
        assertThat(differences).isEmpty();
    }

    /** One in so many, others each time; all of them with {@code -Dsoak.schemas=1}. */
    private static List<String> some(List<String> all) {
        long seed = Long.getLong("soak.seed", System.nanoTime());
        int of = Integer.getInteger("soak.schemas", 16);
        System.out.println("seed " + seed + ", one in " + of);
        Random random = new Random(seed);
        return all.stream().filter(text -> random.nextInt(of) == 0).toList();
    }

    private static boolean installed() throws InterruptedException {
        try {
            return new ProcessBuilder("xmllint", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<String> mutated(String root) {
        Set<String> texts = new LinkedHashSet<>();
        Stream.concat(XmlSamples.all().stream(), SchemaSamples.ALL.stream())
                .filter(text -> text.strip().startsWith("<" + root))
                .forEach(text -> {
                    texts.add(text);
                    ATTRIBUTE
                            .matcher(text)
                            .results()
                            .filter(found -> !found.group().startsWith(" xmlns"))
                            .forEach(found -> {
                                texts.add(text.substring(0, found.start()) + text.substring(found.end()));
                                VALUES.forEach(value -> texts.add(with(text, found.start(1), found.end(1), value)));
                            });
                    LEAF.matcher(text)
                            .results()
                            .forEach(found -> VALUES.forEach(
                                    value -> texts.add(with(text, found.start(2), found.end(2), value))));
                    elements(text, root).forEach(found -> {
                        texts.add(with(text, found.start(), found.end(), ""));
                        texts.add(with(text, found.end(), found.end(), found.group()));
                        texts.add(with(text, found.start(), found.end(), found.group() + "<odd/>"));
                        texts.add(with(text, found.start(), found.end(), found.group() + "odd"));
                    });
                });
        return texts;
    }

    private static List<MatchResult> elements(String text, String root) {
        List<MatchResult> found = new ArrayList<>();
        var matcher = CHILD.matcher(text);
        for (int at = 0; matcher.find(at); at = matcher.start() + 1) {
            if (!matcher.group(1).equals(root)) {
                found.add(matcher.toMatchResult());
            }
        }
        return found;
    }

    private static String with(String text, int from, int to, String value) {
        return text.substring(0, from) + value + text.substring(to);
    }

    private static String ours(String text) {
        try {
            KnownElements.require(text);
            return "";
        } catch (InvalidXmlException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Set<String> valid(Path schema, List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("xmllint", "--noout", "--relaxng", schema.toString()));
        files.forEach(file -> command.add(file.toString()));
        Path said = scratch.resolve("said");
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        Set<String> valid = new LinkedHashSet<>();
        for (String line : Files.readAllLines(said)) {
            if (line.endsWith(" validates")) {
                String path = line.substring(0, line.length() - " validates".length());
                valid.add(path.substring(path.lastIndexOf('/') + 1));
            }
        }
        return valid;
    }
}

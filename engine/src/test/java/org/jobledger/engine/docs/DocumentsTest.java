package org.jobledger.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents show and name is what the sources are. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MARKED =
            Pattern.compile(" *// (?:doc|README) begin\n(.*?) *// (?:doc|README) end", Pattern.DOTALL);
    private static final Pattern THREAD = Pattern.compile("(?<!Directory\\()\"(jobledger-[a-z]+)");
    private static final Pattern LOCK = Pattern.compile("\\bsynchronized\\b|new ReentrantLock");
    private static final List<String> MODULES = List.of("engine", "storage-backends");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "THREADS.md"})
    void everyBlockOfJavaIsTakenFromATestThatRuns(String document) throws IOException {
        Set<String> tested = new TreeSet<>();
        sources(Path.of("src", "test", "java")).forEach(source -> {
            Matcher marked = MARKED.matcher(read(source));
            while (marked.find()) {
                tested.add(marked.group(1).stripTrailing().stripIndent() + "\n");
            }
        });
        Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve(document)));
        int blocks = 0;
        while (block.find()) {
            blocks++;
            assertThat(tested)
                    .as("the marked parts of tests, which must hold this block of %s", document)
                    .contains(block.group(1));
        }
        assertThat(blocks).isPositive();
    }

    @Test
    void everyThreadIsInTheTableOfThreads() throws IOException {
        String threads = Files.readString(ROOT.resolve("THREADS.md"));
        mainSources().forEach(source -> {
            Matcher thread = THREAD.matcher(read(source));
            while (thread.find()) {
                assertThat(threads).as("THREADS.md, of %s", source).contains("`" + thread.group(1));
            }
        });
    }

    @Test
    void everyClassWithALockIsInTheTableOfLocks() throws IOException {
        String threads = Files.readString(ROOT.resolve("THREADS.md"));
        mainSources().filter(source -> LOCK.matcher(read(source)).find()).forEach(source -> {
            String name = source.getFileName().toString().replace(".java", "");
            assertThat(threads).as("THREADS.md, of a lock in %s", source).contains("`" + name);
        });
    }

    private static Stream<Path> mainSources() {
        return MODULES.stream()
                .flatMap(module -> sources(ROOT.resolve(module).resolve(Path.of("src", "main", "java"))));
    }

    private static Stream<Path> sources(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

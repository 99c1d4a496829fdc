package org.jobledger.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jobledger.engine.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of storage calls in THREADS.md says truly what this build has. */
class StorageCallsTest {
    private static final int CALLS = 45;
    private static final Set<String> OF_THE_DRIVER_ITSELF =
            Set.of("engine", "repeating", "waiting", "by", "secrets", "closing", "close", "startAutostartPools");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (vir\\w+) \\| ([^|]*) \\|.*\\| ([^|]*) \\|$");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private List<Row> rows = List.of();

    private record Row(String call, String jobClass, String inThisBuild) {
        Set<String> methods() {
            return NAME.matcher(inThisBuild)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        boolean there() {
            return !inThisBuild.startsWith("no");
        }

        String operation() {
            return jobClass.startsWith("A:") ? jobClass.substring(2) : "";
        }
    }

    @BeforeEach
    void readTheTable() throws IOException {
        String threads = Files.readString(Path.of("..", "THREADS.md"));
        Matcher row = ROW.matcher(threads.substring(
                threads.indexOf("## 11. The storage calls"), threads.indexOf("## 12. libvirt's names")));
        rows = row.results()
                .map(found -> new Row(found.group(1), found.group(2), found.group(3)))
                .toList();
    }

    private static Set<String> driverMethods() {
        return Arrays.stream(StorageDriver.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void itHasAllCallsOfLibvirtsStorageDriverOnce() {
        assertThat(rows).extracting(Row::call).hasSize(CALLS).doesNotHaveDuplicates();
        assertThat(rows).extracting(Row::jobClass).allMatch(text -> text.matches("-|[QMD] (pool|vol)|A:[a-z-]+"));
    }

    @Test
    void everyMethodItNamesIsThereAndEveryMethodOfTheDriverIsNamed() {
        Set<String> named = new TreeSet<>(OF_THE_DRIVER_ITSELF);
        for (Row row : rows) {
            assertThat(driverMethods()).as("the driver, of %s", row.call()).containsAll(row.methods());
            assertThat(!row.there() || !row.methods().isEmpty())
                    .as("%s says 'no' or names a method", row.call())
                    .isTrue();
            named.addAll(row.methods());
        }
        assertThat(named)
                .as("the table in THREADS.md, section 11, with every call of StorageDriver")
                .containsAll(driverMethods());
    }

    @Test
    void whatItCallsAnAsyncJobIsAnOperationUnlessItSaysOtherwise() {
        Set<String> operations = StorageDriver.operations().all().stream()
                .map(Operation::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = new TreeSet<>();
        for (Row row : rows) {
            if (row.there() && !row.operation().isEmpty() && !row.inThisBuild().matches(".*a (MODIFY|DESTROY) job")) {
                there.add(row.operation());
            }
        }
        assertThat(there).isEqualTo(operations);
    }
}

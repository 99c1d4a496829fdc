package org.jobledger.storage.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jobledger.storage.backend.dir.DirBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the conformance suite finds what is wrong: each fault, in a backend that is right otherwise, turns at least one of its tests red. */
class BrokenBackendsTest {
    @TempDir
    private Path scratch;

    private int runs;

    private static List<Method> tests() {
        return Stream.of(BackendConformance.class, BytesConformance.class)
                .flatMap(suite -> Arrays.stream(suite.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
    }

    private List<String> red(StorageBackend backend) throws Exception {
        List<String> red = new ArrayList<>();
        for (Method test : tests()) {
            ConformanceRun run = new ConformanceRun(backend, Files.createDirectory(scratch.resolve("run" + ++runs)));
            try {
                run.build();
                test.invoke(run);
            } catch (InvocationTargetException | RuntimeException e) {
                red.add(test.getName());
            }
        }
        return red;
    }

    @Test
    void aBackendThatIsRightPasses() throws Exception {
        assertThat(tests()).hasSizeGreaterThan(10);
        assertThat(red(new DirBackend())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFaultIsFound(BackendFault fault) throws Exception {
        assertThat(red(fault.in(new DirBackend())))
                .as(fault + " is not noticed")
                .isNotEmpty();
    }
}

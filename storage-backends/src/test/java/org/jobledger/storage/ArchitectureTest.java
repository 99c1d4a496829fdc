package org.jobledger.storage;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom inside the storage driver. */
class ArchitectureTest {
    private static final String STORAGE = "org.jobledger.storage";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(STORAGE);

    @ParameterizedTest(name = "{0} knows only {1}")
    @CsvSource({
        "io,         io",
        "backend,    io (api)",
        "definition, xml (api) (engine)",
        "xml,        (api) (engine)",
        "job,        backend definition io (api) (engine)",
        "runtime,    job backend definition io xml (api) (engine)",
    })
    void aRoomKnowsOnlyTheRoomsItMay(String room, String neighbours) {
        String[] known = Stream.concat(Stream.of(room), Arrays.stream(neighbours.split(" ")))
                .map(ArchitectureTest::packageOf)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(STORAGE + "." + room + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.jobledger..").and(not(resideInAnyPackage(known))))
                .check(CLASSES);
    }

    private static String packageOf(String room) {
        return switch (room) {
            case "(api)" -> STORAGE;
            case "(engine)" -> "org.jobledger.engine..";
            default -> STORAGE + "." + room + "..";
        };
    }

    @Test
    void thePublicApiKnowsNoRoom() {
        noClasses()
                .that()
                .resideInAPackage(STORAGE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(STORAGE + ".*..")
                .check(CLASSES);
    }

    @Test
    void noRoomsFormACycle() {
        slices().matching(STORAGE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheRoomOfInputAndOutputCallsTheKernel() {
        noClasses()
                .that()
                .resideOutsideOfPackage(STORAGE + ".io..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(CLASSES);
    }
}

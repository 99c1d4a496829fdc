package org.jobledger.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom inside the engine. */
class ArchitectureTest {

    private static final String ENGINE = "org.jobledger.engine";
    private static final String[] PURE = {ENGINE + ".event..", ENGINE + ".state.."};

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ENGINE);

    @ParameterizedTest(name = "{0} knows only {1}")
    @CsvSource({
        "event,    state",
        "state,    event",
        "claim,    state event (api)",
        "progress, state event (api)",
        "ledger,   progress state event (api) (migrations)",
        "recovery, ledger state event (api)",
        "audit,    ledger state event (api)",
    })
    void aRoomKnowsOnlyTheRoomsItMay(String room, String neighbours) {
        String[] known = Stream.concat(Stream.of(room), Arrays.stream(neighbours.split(" ")))
                .map(ArchitectureTest::packageOf)
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(ENGINE + "." + room + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.jobledger..").and(not(resideInAnyPackage(known)))));
    }

    private static String packageOf(String room) {
        return switch (room) {
            case "(api)" -> ENGINE;
            case "(migrations)" -> "org.jobledger.migrations";
            default -> ENGINE + "." + room + "..";
        };
    }

    @Test
    void thePublicApiKnowsOnlyTheEventsAndThePlatform() {
        check(classes()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ENGINE,
                        ENGINE + ".event..",
                        "java..",
                        "org.jspecify.annotations..",
                        "com.google.errorprone.annotations.."));
    }

    @Test
    void noRoomsFormACycle() {
        check(slices().matching(ENGINE + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void nobodyTouchesFlyway() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("org.flywaydb.."));
    }

    @Test
    void theEngineKnowsNothingOfStorage() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("org.jobledger.storage.."));
    }

    @Test
    void onlyTheLedgerAndTheAuditSpeakJdbc() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(ENGINE + ".ledger..", ENGINE + ".audit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql.."));
    }

    @Test
    void thePureRoomsDoNoInputOrOutputAndStartNoThreads() {
        check(noClasses()
                .that(resideInAnyPackage(PURE).and(not(resideInAPackage("..jsonb.."))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio.file..", "java.util.concurrent.."))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Clock.class));
    }

    @Test
    void thePureRoomsReadNoClock() {
        check(noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now"));
    }

    /** A room that is still empty breaks no rule. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}

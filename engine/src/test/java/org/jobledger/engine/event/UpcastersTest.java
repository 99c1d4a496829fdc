package org.jobledger.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobledger.engine.event.Upcasters.Step;
import org.junit.jupiter.api.Test;

/** JSON of older releases is raised step by step; each step is held by a pair of files. */
class UpcastersTest {
    private static final EventType TYPE = EventType.JOB_CREATED;

    /** Versions before the first, which no release ever wrote. */
    private static final Upcasters FOR_TESTS = new Upcasters(Map.of(
            new Step(TYPE, -1),
            fields -> renamed(renamed(fields, "user", "principal"), "call", "api"),
            new Step(TYPE, 0),
            UpcastersTest::withPolicy));

    private static Upcasters allSteps() {
        Map<Step, Upcaster> all = new LinkedHashMap<>(Upcasters.OF_THIS_RELEASE.steps());
        all.putAll(FOR_TESTS.steps());
        return new Upcasters(all);
    }

    private static Map<String, Object> renamed(Map<String, Object> fields, String from, String to) {
        Map<String, Object> renamed = new LinkedHashMap<>();
        fields.forEach((name, value) -> renamed.put(name.equals(from) ? to : name, value));
        return renamed;
    }

    private static Map<String, Object> withPolicy(Map<String, Object> fields) {
        Map<String, Object> raised = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (name.equals("principal")) {
                raised.put("policy", "FAIL");
            }
            raised.put(name, value);
        });
        return raised;
    }

    @Test
    void everyVersionThatWasLeftBehindHasItsStep() {
        for (EventType type : EventType.values()) {
            for (int version = 1; version < type.schema(); version++) {
                assertThat(Upcasters.OF_THIS_RELEASE.steps()).containsKey(new Step(type, version));
            }
        }
    }

    @Test
    void theStepsOfThisReleaseDoWhatTheirPairsOfFilesSay() throws IOException {
        requirePairs(Upcasters.OF_THIS_RELEASE, "");
    }

    @Test
    void aStepChangesWhatItMeansToAndKeepsDocumentsByteForByte() throws IOException {
        requirePairs(FOR_TESTS, "for-tests/");
    }

    private static void requirePairs(Upcasters upcasters, String directory) throws IOException {
        for (Step step : upcasters.steps().keySet()) {
            String pair = directory + step.type().wireName() + "." + step.from();
            byte[] raised = upcasters.raise(step.type(), step.from(), step.from() + 1, file(pair + ".before.json"));
            assertThat(text(raised)).as(pair).isEqualTo(text(file(pair + ".after.json")));
        }
    }

    @Test
    void anEventSeveralVersionsBehindIsReadAsOneOfNow() throws IOException {
        Event read = EventJson.decode(TYPE, -1, file("for-tests/JobCreated.-1.before.json"), allSteps());
        assertThat(read).isInstanceOfSatisfying(JobCreated.class, created -> {
            assertThat(created.principal()).isEqualTo("admin");
            assertThat(created.api()).isEqualTo("volWipe");
            assertThat(created.policy()).isEqualTo(RecoveryPolicy.FAIL);
            assertThat(created.terms()).isEqualTo(JobTerms.PLAIN);
            assertThat(created.claims())
                    .containsExactly(Claim.exclusive(ResourceRef.of("pool", "p").child("volume", "v \"1\" \u00e9")));
            assertThat(created.parameters().json())
                    .isEqualTo("{\"a\" : 1.50, \"big\":12345678901234567890,\"t\":\"\\u0041\",  "
                            + "\"user\":\"not this one\"}");
        });
    }

    @Test
    void everyKindOfValuePassesThroughUnchanged() {
        String json =
                "{\"text\":\"a \\\"b\\\"\",\"whole\":7,\"huge\":12345678901234567890,\"broken\":1.50,\"yes\":true,"
                        + "\"object\":{ \"x\":[1,{ }] },\"list\":[1,\"two\",{\"three\": 3}]}";
        Upcasters unchanged = new Upcasters(Map.of(new Step(TYPE, 0), fields -> fields));
        assertThat(text(unchanged.raise(TYPE, 0, 1, bytes(json)))).isEqualTo(json);
    }

    @Test
    void withoutAWayFromAVersionItIsRefusedWithASentence() {
        assertThatThrownBy(() -> EventJson.decode(TYPE, -2, bytes("{}"), FOR_TESTS))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("schema version -2 of event JobCreated")
                .hasMessageContaining("no way from it to " + TYPE.schema());
    }

    @Test
    void textThatIsNotOfTheVersionIsRefusedWithASentence() {
        Upcasters picky = new Upcasters(Map.of(new Step(TYPE, 0), fields -> {
            fields.put("claims", List.copyOf((List<?>) fields.get("claims")));
            return fields;
        }));
        for (String json : List.of("[", "{}", "{\"claims\":7}", "{\"claims\":[1,]}")) {
            assertThatThrownBy(() -> EventJson.decode(TYPE, 0, bytes(json), picky))
                    .as(json)
                    .isInstanceOf(UnknownEventException.class)
                    .hasMessageContaining("not the JSON of a JobCreated in schema version 0");
        }
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in = UpcastersTest.class.getResourceAsStream("/golden/upcasters/" + name)) {
            assertThat(in).as(name).isNotNull();
            return bytes(text(in.readAllBytes()).strip());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}

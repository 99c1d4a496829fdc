package org.jobledger.engine.event;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the JSON of older releases becomes what this release reads: one {@link Upcaster} for each version of a type that was left behind,
 * applied one after the other.
 *
 * <p>Immutable and thread-safe. Each step is held by a golden pair of files, before and after.
 *
 * @param steps by the type and the version that a step begins with
 */
record Upcasters(Map<Step, Upcaster> steps) {

    /** The steps of this release. */
    static final Upcasters OF_THIS_RELEASE =
            new Upcasters(Map.of(new Step(EventType.JOB_CREATED, 1), Upcasters::onPlainTerms));

    /**
     * Where a step begins.
     *
     * @param type the type of the event
     * @param from the version of the shape that the step reads; it writes the one after it
     */
    record Step(EventType type, int from) {}

    /** Copies the steps. */
    Upcasters {
        steps = Map.copyOf(steps);
    }

    /** Jobs of the first release had no terms. */
    private static Map<String, Object> onPlainTerms(Map<String, Object> fields) {
        Document noLimits = Document.of(
                "deadlineMillis", 0, "noProgressMillis", 0, "interruptAfterMillis", 0, "abandonAfterMillis", 0);
        fields.put(
                "terms",
                Document.of(
                        "priority",
                        0,
                        "group",
                        0,
                        "groupSize",
                        0,
                        "manualFinalize",
                        false,
                        "manualDismiss",
                        false,
                        "limits",
                        noLimits));
        return fields;
    }

    /**
     * The JSON of an event in a newer version.
     *
     * @param json UTF-8, in the version {@code from}
     * @throws UnknownEventException if there is no way from this version, or the text is not of it
     */
    byte[] raise(EventType type, int from, int to, byte[] json) {
        try {
            Map<String, Object> fields = DocumentText.fields(new String(json, StandardCharsets.UTF_8));
            for (int version = from; version < to; version++) {
                fields = step(type, version).upcast(fields);
            }
            return DocumentText.write(fields).getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            throw new UnknownEventException(
                    "not the JSON of a " + type.wireName() + " in schema version " + from + ": " + e.getMessage(), e);
        }
    }

    private Upcaster step(EventType type, int from) {
        @Nullable Upcaster step = steps.get(new Step(type, from));
        if (step == null) {
            throw new UnknownEventException("schema version " + from + " of event " + type.wireName()
                    + " cannot be read: this build knows no way from it to " + type.schema());
        }
        return step;
    }
}

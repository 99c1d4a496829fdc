package org.jobledger.storage.definition;

import java.util.List;
import java.util.Optional;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/** What definitions ask of an engine; {@link org.jobledger.engine.JobEngine} says what each method does. */
public interface ResourceStore {

    /** Sets, changes or removes a definition. */
    long record(ResourceRef resource, long expectedVersion, @Nullable Document definition);

    /** One definition, or nothing. */
    Optional<ResourceRecord> resource(ResourceRef resource);

    /** All definitions of a kind. */
    List<ResourceRecord> resources(String kind);
}

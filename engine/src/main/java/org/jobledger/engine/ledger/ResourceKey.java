package org.jobledger.engine.ledger;

import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/** The text that stands for a resource in the tables: {@code pool:a/volume:b}. Unique, since no kind has a ':' and no name a '/'. */
final class ResourceKey {
    private ResourceKey() {}

    static String of(ResourceRef resource) {
        String own = resource.kind() + ":" + resource.name();
        return resource.parent() == null ? own : of(resource.parent()) + "/" + own;
    }

    static ResourceRef parse(String key) {
        @Nullable ResourceRef parsed = null;
        for (String part : key.split("/", -1)) {
            int colon = part.indexOf(':');
            parsed = new ResourceRef(part.substring(0, colon), part.substring(colon + 1), parsed);
        }
        if (parsed == null) {
            throw new IllegalArgumentException("empty resource key");
        }
        return parsed;
    }
}

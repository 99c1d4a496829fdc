package org.jobledger.storage.job;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.VolumeMode;
import org.jspecify.annotations.Nullable;

/** Who may use a new file, in the parameters of a job. */
final class Modes {
    private Modes() {}

    /** Names and values, in turn. */
    static List<Object> fields(Permissions permissions) {
        List<Object> fields = new ArrayList<>(List.of("mode", mode(permissions).toString()));
        add(fields, "owner", permissions.owner());
        add(fields, "group", permissions.group());
        return fields;
    }

    private static void add(List<Object> fields, String name, @Nullable Long number) {
        if (number != null) {
            fields.add(name);
            fields.add(number);
        }
    }

    private static VolumeMode mode(Permissions permissions) {
        Integer bits = permissions.mode();
        return bits == null ? VolumeMode.OWNER_ONLY : new VolumeMode(bits);
    }

    /** Jobs of ledgers that know no modes make files for their owner alone. */
    static Permissions of(Document parameters) {
        VolumeMode mode =
                parameters.value("mode") instanceof String octal ? VolumeMode.of(octal) : VolumeMode.OWNER_ONLY;
        return new Permissions(mode.bits(), number(parameters, "owner"), number(parameters, "group"), null);
    }

    private static @Nullable Long number(Document parameters, String field) {
        return parameters.value(field) instanceof Long number ? number : null;
    }
}

package org.jobledger.storage.backend.discovery;

import java.util.List;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;

/** The server in what was asked for. */
final class Hosts {
    private Hosts() {}

    /** Checks that there is just one, and that no program could take it for an option. */
    static PoolSource.Host require(PoolType type, PoolSource asked) {
        if (asked.hosts().size() != 1) {
            throw new InvalidValueException("sources of pools of type '" + type.word()
                    + "' are looked for on one host, and " + asked.hosts().size() + " are named");
        }
        PoolSource.Host host = asked.hosts().get(0);
        if (host.name().startsWith("-") || host.name().isBlank()) {
            throw new InvalidValueException("'" + host.name() + "' is no host");
        }
        return host;
    }

    static PoolSource source(
            PoolSource.Host host, List<PoolSource.Device> devices, String dir, String name, String format) {
        return new PoolSource(
                List.of(host),
                devices,
                dir.isEmpty() ? null : dir,
                null,
                name.isEmpty() ? null : name,
                null,
                format.isEmpty() ? null : format,
                null,
                null,
                null,
                null);
    }
}

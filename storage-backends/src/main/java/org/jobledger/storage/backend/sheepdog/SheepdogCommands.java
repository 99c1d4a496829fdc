package org.jobledger.storage.backend.sheepdog;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSource;

/** The command lines of dog(8) of Sheepdog, as libvirt's storage_backend_sheepdog.c had them. */
final class SheepdogCommands {
    private static final int USUAL_PORT = 7000;

    private SheepdogCommands() {}

    private static List<String> line(PoolDefinition pool, List<String> rest) {
        List<String> line = new ArrayList<>(List.of("dog"));
        line.addAll(rest);
        PoolSource.Host host = pool.source().hosts().get(0);
        if (host.name().isBlank() || host.name().startsWith("-")) {
            throw new BackendException("'" + host.name() + "' of pool '" + pool.name() + "' is no host");
        }
        line.addAll(List.of("-a", host.name(), "-p", String.valueOf(host.port() == 0 ? USUAL_PORT : host.port())));
        return line;
    }

    static List<String> room(PoolDefinition pool) {
        return line(pool, List.of("node", "info", "-r"));
    }

    static List<String> list(PoolDefinition pool) {
        return line(pool, List.of("vdi", "list", "-r"));
    }

    static List<String> make(PoolDefinition pool, String name, long bytes) {
        return line(pool, List.of("vdi", "create", name, String.valueOf(bytes)));
    }

    static List<String> resize(PoolDefinition pool, String name, long bytes) {
        return line(pool, List.of("vdi", "resize", name, String.valueOf(bytes)));
    }

    static List<String> remove(PoolDefinition pool, String name) {
        return line(pool, List.of("vdi", "delete", name));
    }
}

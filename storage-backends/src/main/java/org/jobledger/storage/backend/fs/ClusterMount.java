package org.jobledger.storage.backend.fs;

import java.util.List;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.PoolTool;
import org.jspecify.annotations.Nullable;

/**
 * Mounts a cluster of Virtuozzo Storage with vstorage-mount(1), as libvirt's storage_backend_vstorage.c does. The program takes the names
 * of the owner and the group, where pools have numbers. This machine must be known to the cluster ({@code vstorage auth-node}).
 *
 * @param tool runs the programs
 */
record ClusterMount(PoolTool tool) {
    private static final int USUAL_MODE = 0711;

    static String source(PoolDefinition pool) {
        String name = pool.source().name();
        if (name == null || !name.matches("[a-zA-Z0-9_.][a-zA-Z0-9_.-]*")) {
            throw new BackendException(
                    "pool '" + pool.name() + "' is on '" + name + "', which is no name of a cluster");
        }
        return "vstorage://" + name;
    }

    List<String> line(PoolDefinition pool) {
        Permissions said = pool.settings().permissions();
        Integer mode = said.mode();
        return List.of(
                "vstorage-mount",
                "-c",
                source(pool).substring("vstorage://".length()),
                pool.target().toString(),
                "-m",
                Integer.toOctalString(mode == null ? USUAL_MODE : mode),
                "-g",
                name(pool, "group", said.group(), "-gn"),
                "-u",
                name(pool, "passwd", said.owner(), "-un"));
    }

    private String name(PoolDefinition pool, String database, @Nullable Long number, String own) {
        List<String> line = number == null ? List.of("id", own) : List.of("getent", database, number.toString());
        return tool.read(pool, "look up who owns it", line).strip().split(":", 2)[0];
    }
}

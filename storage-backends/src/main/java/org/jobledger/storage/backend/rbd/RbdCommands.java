package org.jobledger.storage.backend.rbd;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSettings;
import org.jobledger.storage.PoolSource;

/**
 * The command lines of rbd(8) and ceph(8). libvirt does the same by librbd and librados (storage_backend_rbd.c). The key of the user is
 * that of this machine's keyring: no secret is ever given to a program.
 */
final class RbdCommands {
    private static final Pattern POOL = Pattern.compile("[a-zA-Z0-9_.][a-zA-Z0-9_.-]*");
    private static final Pattern USER = Pattern.compile("[a-zA-Z0-9_.][a-zA-Z0-9_.-]*");
    private static final Pattern OPTION = Pattern.compile("[a-z][a-z0-9_]*");

    private RbdCommands() {}

    /**
     * The name of the pool in the cluster.
     *
     * @throws BackendException if it is none that these programs take
     */
    static String pool(PoolDefinition pool) {
        String name = pool.source().name();
        if (name == null || !POOL.matcher(name).matches()) {
            throw new BackendException("pool '" + pool.name() + "' is on '" + name + "', which is no name of Ceph");
        }
        return name;
    }

    /** How the cluster is reached: its monitors, as whom, and what else the pool says. */
    private static List<String> begin(String program, PoolDefinition pool) {
        PoolSource source = pool.source();
        List<String> line = new ArrayList<>(List.of(
                program,
                "-m",
                source.hosts().stream().map(host -> monitor(pool, host)).collect(Collectors.joining(","))));
        PoolSource.Auth auth = source.auth();
        if (auth != null) {
            line.addAll(List.of("--id", checked(pool, "user", auth.username(), USER)));
        }
        for (PoolSettings.Option option : pool.settings().options()) {
            line.add("--" + checked(pool, "option", option.name(), OPTION) + "=" + option.value());
        }
        return line;
    }

    private static String monitor(PoolDefinition pool, PoolSource.Host host) {
        if (host.name().isBlank() || host.name().startsWith("-") || host.name().indexOf(',') >= 0) {
            throw new BackendException("'" + host.name() + "' of pool '" + pool.name() + "' is no monitor");
        }
        String name = host.name().indexOf(':') >= 0 ? "[" + host.name() + "]" : host.name();
        return host.port() == 0 ? name : name + ":" + host.port();
    }

    private static String checked(PoolDefinition pool, String what, String text, Pattern pattern) {
        if (!pattern.matcher(text).matches()) {
            throw new BackendException("'" + text + "' of pool '" + pool.name() + "' is no " + what + " of Ceph");
        }
        return text;
    }

    private static List<String> line(String program, PoolDefinition pool, List<String> rest) {
        List<String> line = begin(program, pool);
        line.addAll(rest);
        return line;
    }

    static List<String> room(PoolDefinition pool) {
        return line("ceph", pool, List.of("df", "--format", "json"));
    }

    static List<String> list(PoolDefinition pool) {
        return line("rbd", pool, List.of("ls", "--long", "--format", "json", pool(pool)));
    }

    static List<String> make(PoolDefinition pool, String place, long bytes) {
        return line("rbd", pool, List.of("create", "--size", bytes + "B", place));
    }

    static List<String> resize(PoolDefinition pool, String place, long bytes) {
        return line("rbd", pool, List.of("resize", "--no-progress", "--allow-shrink", "--size", bytes + "B", place));
    }

    static List<String> remove(PoolDefinition pool, String place) {
        return line("rbd", pool, List.of("rm", "--no-progress", place));
    }

    static List<String> info(PoolDefinition pool, String place) {
        return line("rbd", pool, List.of("info", "--format", "json", place));
    }

    /** Who has it open to write to it. */
    static List<String> status(PoolDefinition pool, String place) {
        return line("rbd", pool, List.of("status", "--format", "json", place));
    }

    /**
     * Takes changes on its standard input. Without a cache of its own it has ended well only when the cluster has all of them, and zeros
     * are written as other bytes are, as libvirt's wipe does.
     */
    static List<String> change(PoolDefinition pool, String place) {
        return line(
                "rbd",
                pool,
                List.of("--rbd_cache=false", "import-diff", "--no-progress", "--sparse-size", "0B", "-", place));
    }

    static List<String> bytes(PoolDefinition pool, String place) {
        return line("rbd", pool, List.of("export", "--no-progress", place, "-"));
    }

    static List<String> extents(PoolDefinition pool, String place) {
        return line("rbd", pool, List.of("diff", "--format", "json", place));
    }

    /** What is done to a snapshot: create, protect, unprotect, rm. */
    static List<String> snapshot(PoolDefinition pool, String verb, String place, String name) {
        return line("rbd", pool, List.of("snap", verb, place + "@" + name));
    }

    /** All of an image at once; one that is protected stays, and so do all. */
    static List<String> purge(PoolDefinition pool, String place) {
        return line("rbd", pool, List.of("snap", "purge", "--no-progress", place));
    }

    static List<String> layer(PoolDefinition pool, String place, String snapshot, String copy) {
        return line("rbd", pool, List.of("clone", place + "@" + snapshot, copy));
    }
}

package org.jobledger.storage.backend.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSettings;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;

/**
 * The command lines of mount(8), umount(8), blkid(8) and mkfs(8) for pools. Sources and targets stand behind "--", so that none is ever
 * taken for an option.
 */
final class MountCommands {
    /** As libvirt has it: nothing in a pool is a device, a program, or one that changes who runs it. */
    private static final List<String> ALWAYS = List.of("nodev", "nosuid", "noexec");

    private MountCommands() {}

    /**
     * What is mounted: a device, {@code host:dir}, or {@code //host/dir}.
     *
     * @throws BackendException if the pool does not say it, or a device is no absolute path
     */
    static String source(PoolDefinition pool) {
        PoolSource source = pool.source();
        if (pool.type() == PoolType.FS) {
            String device =
                    source.devices().isEmpty() ? "" : source.devices().get(0).path();
            if (!device.startsWith("/")) {
                throw new BackendException("device '" + device + "' of pool '" + pool.name() + "' is no absolute path");
            }
            return device;
        }
        if (pool.type() == PoolType.VSTORAGE) {
            return ClusterMount.source(pool);
        }
        String dir = source.dir();
        if (source.hosts().isEmpty() || dir == null) {
            throw new BackendException("pool '" + pool.name() + "' says no host or no directory on it");
        }
        String host = source.hosts().get(0).name();
        String named = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "cifs".equals(source.format())
                ? "//" + host + (dir.startsWith("/") ? "" : "/") + dir
                : named + ":" + dir;
    }

    static List<String> mount(PoolDefinition pool) {
        List<String> line = new ArrayList<>(List.of("mount"));
        String format = pool.source().format();
        if (format != null && !format.equals("auto")) {
            line.addAll(List.of("-t", format));
        }
        line.addAll(
                List.of("-o", options(pool), "--", source(pool), pool.target().toString()));
        return line;
    }

    private static String options(PoolDefinition pool) {
        String format = String.valueOf(pool.source().format());
        Stream<String> ofFormat = switch (format) {
            case "glusterfs" -> Stream.of("direct-io-mode=1");
            case "cifs" -> Stream.of("guest");
            default -> Stream.empty();
        };
        Stream<String> version =
                Stream.ofNullable(pool.source().protocolVersion()).map(said -> "nfsvers=" + said);
        Stream<String> own = pool.settings().options().stream().map(PoolSettings.Option::name);
        return Stream.of(ALWAYS.stream(), ofFormat, version, own)
                .flatMap(part -> part)
                .reduce((left, right) -> left + "," + right)
                .orElse("");
    }

    static List<String> unmount(PoolDefinition pool) {
        return List.of("umount", "--", pool.target().toString());
    }

    /** Makes a file system, over whatever is there. */
    static List<String> format(PoolDefinition pool) {
        String format = String.valueOf(pool.source().format());
        List<String> line = new ArrayList<>(List.of("mkfs", "-t", format));
        switch (format) {
            case "xfs", "btrfs" -> line.add("-f");
            case "ext2", "ext3", "ext4" -> line.addAll(List.of("-q", "-F"));
            case "auto" ->
                throw new BackendException(
                        "pool '" + pool.name() + "' says no format, so no file system can be made for it");
            default -> {
                // mkfs of the others asks nothing.
            }
        }
        line.add(source(pool));
        return line;
    }
}

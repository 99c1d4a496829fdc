package org.jobledger.storage.backend.scsi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jobledger.storage.PoolSource.Adapter;

/**
 * The hosts that the adapters of pools stand for (libvirt: virSCSIHostGetNameByParentaddr, virVHBAGetHostByWWN, virVHBAManageVport).
 *
 * @param bus where they are
 */
record Adapters(ScsiBus bus) {
    private static final Pattern NAMED = Pattern.compile("(?:scsi_host|host|fc_host)(\\d+)");

    /** The number in the name of a host. */
    static Optional<Integer> number(String name) {
        Matcher named = NAMED.matcher(name);
        return named.matches() ? Optional.of(Integer.parseInt(named.group(1))) : Optional.empty();
    }

    /** The host of an adapter, or nothing where there is none. */
    Optional<Integer> host(Adapter adapter) throws IOException {
        Map<String, String> said = adapter.attributes();
        if (adapter.type().equals("fc_host")) {
            return first(
                    "class/fc_host", host -> port(host, said.getOrDefault("wwnn", ""), said.getOrDefault("wwpn", "")));
        } else if (!adapter.parentAddress().isEmpty()) {
            return first("class/scsi_host", host -> at(host, adapter));
        }
        return number(said.getOrDefault("name", "")).filter(bus::has);
    }

    private static boolean port(Path host, String node, String port) throws IOException {
        return same(host, "node_name", node) && same(host, "port_name", port);
    }

    /** The kernel writes "0x" before the name, pools do not. */
    private static boolean same(Path host, String fact, String name) throws IOException {
        return Files.readString(host.resolve(fact))
                .strip()
                .replaceFirst("^0x", "")
                .equalsIgnoreCase(name);
    }

    private static boolean at(Path host, Adapter adapter) throws IOException {
        String real = host.toRealPath() + "/";
        return real.contains("/" + address(adapter.parentAddress()) + "/")
                && Files.readString(host.resolve("unique_id")).strip().equals(String.valueOf(adapter.parentId()));
    }

    /** As the kernel names devices of PCI: {@code 0000:00:1f.2}. */
    static String address(Map<String, String> said) {
        return String.format(
                Locale.ROOT,
                "%04x:%02x:%02x.%x",
                part(said, "domain"),
                part(said, "bus"),
                part(said, "slot"),
                part(said, "function"));
    }

    private static int part(Map<String, String> said, String name) {
        return Integer.decode(said.getOrDefault(name, "0"));
    }

    private Optional<Integer> first(String directory, Test test) throws IOException {
        Path all = bus.sys().resolve(directory);
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> hosts = Files.list(all)) {
            for (Path host : (Iterable<Path>) hosts.sorted()::iterator) {
                if (test.holds(host)) {
                    return number(String.valueOf(host.getFileName()));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a host is the one. */
    @FunctionalInterface
    private interface Test {
        boolean holds(Path host) throws IOException;
    }

    /** Makes a virtual adapter of these names on its parent, or removes it. */
    void change(Adapter adapter, boolean there) throws IOException {
        String parent = adapter.attributes().getOrDefault("parent", "");
        int number = number(parent).orElseThrow(() -> new IOException("'" + parent + "' is no host"));
        Path file = bus.sys().resolve("class/fc_host/host" + number + "/" + (there ? "vport_create" : "vport_delete"));
        if (!Files.exists(file)) {
            throw new IOException("'" + parent + "' cannot have virtual adapters");
        }
        Files.writeString(
                file,
                adapter.attributes().get("wwpn") + ":" + adapter.attributes().get("wwnn"));
    }
}

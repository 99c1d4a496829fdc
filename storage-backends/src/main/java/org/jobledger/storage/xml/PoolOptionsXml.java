package org.jobledger.storage.xml;

import java.util.List;
import java.util.Map;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSettings.Option;
import org.jobledger.storage.PoolType;
import org.jspecify.annotations.Nullable;

/** Options in a namespace of their own at the end of a pool: mount options of fs and netfs, client options of rbd. */
final class PoolOptionsXml {
    private static final Namespace MOUNT =
            new Namespace("fs", "http://libvirt.org/schemas/storagepool/fs/1.0", "mount_opts");
    private static final Namespace CLIENT =
            new Namespace("rbd", "http://libvirt.org/schemas/storagepool/rbd/1.0", "config_opts");
    private static final Map<PoolType, Namespace> NAMESPACES =
            Map.of(PoolType.FS, MOUNT, PoolType.NETFS, MOUNT, PoolType.RBD, CLIENT);

    private PoolOptionsXml() {}

    private record Namespace(String prefix, String address, String list) {
        String named(String name) {
            return prefix + ":" + name;
        }
    }

    /** The prefix is taken as libvirt writes it. */
    static List<Option> read(Node root, PoolType type) {
        Namespace space = NAMESPACES.get(type);
        Node list = space == null ? null : root.find(space.named(space.list()));
        return space == null || list == null
                ? List.of()
                : list.children(space.named("option")).stream()
                        .map(node -> new Option(node.required("name"), node.attribute("value")))
                        .toList();
    }

    static @Nullable String[] rootAttributes(PoolDefinition pool) {
        Namespace space = used(pool);
        return space == null
                ? new String[] {"type", pool.type().word()}
                : new String[] {"type", pool.type().word(), "xmlns:" + space.prefix(), space.address()};
    }

    static void write(XmlWriter out, PoolDefinition pool) {
        Namespace space = used(pool);
        if (space != null) {
            out.open(space.named(space.list()));
            pool.settings()
                    .options()
                    .forEach(
                            option -> out.empty(space.named("option"), "name", option.name(), "value", option.value()));
            out.close();
        }
    }

    private static @Nullable Namespace used(PoolDefinition pool) {
        return pool.settings().options().isEmpty() ? null : NAMESPACES.get(pool.type());
    }
}

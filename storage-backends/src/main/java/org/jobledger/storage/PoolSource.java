package org.jobledger.storage;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Where the storage of a pool comes from (libvirt: virStoragePoolSource). Immutable; which parts a type uses, {@link PoolType#parts()}
 * says.
 *
 * @param hosts its servers
 * @param devices its block devices, or the name of the target on a server
 * @param dir the directory on a server
 * @param adapter the host bus adapter
 * @param name such as that of a volume group
 * @param initiator the name by which this machine logs in
 * @param format such as "ext4" or "gpt"
 * @param auth how to log in; the secret itself is never here
 * @param protocolVersion the version of the file server's protocol, such as "4" or "4.1"; null where it is not said
 * @param vendor who made it, for people
 * @param product what it is, for people
 */
public record PoolSource(
        List<Host> hosts,
        List<Device> devices,
        @Nullable String dir,
        @Nullable Adapter adapter,
        @Nullable String name,
        @Nullable String initiator,
        @Nullable String format,
        @Nullable Auth auth,
        @Nullable String protocolVersion,
        @Nullable String vendor,
        @Nullable String product) {

    /** No source at all, as a directory has. */
    public static final PoolSource NONE =
            new PoolSource(List.of(), List.of(), null, null, null, null, null, null, null, null, null);

    /** Copies the lists. */
    public PoolSource {
        hosts = List.copyOf(hosts);
        devices = List.copyOf(devices);
    }

    /** The same with another name. */
    public PoolSource named(String newName) {
        return new PoolSource(
                hosts, devices, dir, adapter, newName, initiator, format, auth, protocolVersion, vendor, product);
    }

    /** What two pools of one type cannot both have, for people: servers, devices, name, adapter. */
    public String origin() {
        StringJoiner all = new StringJoiner(", ");
        hosts.forEach(host -> all.add("host '" + Shown.of(host.name()) + "'"));
        devices.forEach(device -> all.add("device '" + Shown.of(device.path()) + "'"));
        if (name != null) {
            all.add("name '" + Shown.of(name) + "'");
        }
        if (adapter != null) {
            all.add("adapter " + adapter.attributes());
        }
        return all.toString();
    }

    /** The same on other devices. */
    public PoolSource on(List<Device> newDevices) {
        return new PoolSource(
                hosts, newDevices, dir, adapter, name, initiator, format, auth, protocolVersion, vendor, product);
    }

    /**
     * A server.
     *
     * @param name its name or address
     * @param port its port, 0 where it is the usual one
     */
    public record Host(String name, int port) {
        /**
         * Checks the port.
         *
         * @throws InvalidValueException if it is not between 0 and 65535
         */
        public Host {
            if (port < 0 || port > 65_535) {
                throw new InvalidValueException(
                        "port " + port + " of host '" + Shown.of(name) + "' is not between 0 and 65535");
            }
        }
    }

    /**
     * A block device, or a target on a server.
     *
     * @param path where it is
     * @param partSeparator whether partitions of a multipath device have a "p" before their number; null where it is not said
     * @param freeExtents the parts of it that no partition has; only said, never asked
     */
    public record Device(String path, @Nullable Boolean partSeparator, List<Extent> freeExtents) {
        /** Copies the list. */
        public Device {
            freeExtents = List.copyOf(freeExtents);
        }

        /** A device of this path, and nothing else said. */
        public static Device of(String path) {
            return new Device(path, null, List.of());
        }
    }

    /**
     * A part of a device.
     *
     * @param start its first byte
     * @param end the byte after its last
     */
    public record Extent(long start, long end) {}

    /**
     * A host bus adapter.
     *
     * @param type "scsi_host" or "fc_host"
     * @param attributes what names it, as the attributes of libvirt's element, in their order
     * @param parentId which of several adapters at one PCI address, or null
     * @param parentAddress the PCI address of the adapter as attributes, in their order; null where it is named otherwise
     */
    public record Adapter(
            String type,
            Map<String, String> attributes,
            @Nullable Integer parentId,
            Map<String, String> parentAddress) {}

    /**
     * How to log in.
     *
     * @param type "chap" or "ceph"
     * @param username as whom
     * @param secretType the type attribute of the secret, or null
     * @param secretUuid the uuid of the secret, or null where its usage is said
     * @param secretUsage the usage of the secret, or null where its uuid is said
     */
    public record Auth(
            String type,
            String username,
            @Nullable String secretType,
            @Nullable String secretUuid,
            @Nullable String secretUsage) {}
}

package org.jobledger.storage.backend.logical;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.backend.NewVolume;

/** The command lines of lvm(8) for a volume group, as libvirt has them but for the tag that tells whose a volume is. */
final class LogicalCommands {
    /** What the names of LVM are made of (see lvm(8), VALID NAMES). */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9+_.][a-zA-Z0-9+_.-]*");

    private static final int KIB = 1024;

    private LogicalCommands() {}

    /**
     * The name of the volume group.
     *
     * @throws BackendException if it is none that LVM allows
     */
    static String group(PoolDefinition pool) {
        String name = pool.source().name();
        if (name == null || !isName(name)) {
            throw new BackendException(
                    "pool '" + pool.name() + "' is on volume group '" + name + "', which is no name of LVM");
        }
        return name;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The disks of the group; none where the pool only names a group that is there. */
    static List<String> devices(PoolDefinition pool) {
        List<String> devices =
                pool.source().devices().stream().map(PoolSource.Device::path).toList();
        devices.stream().filter(device -> !device.startsWith("/")).findFirst().ifPresent(device -> {
            throw new BackendException("device '" + device + "' of pool '" + pool.name() + "' is no absolute path");
        });
        return devices;
    }

    static List<String> makeDisk(String device, boolean overwrite) {
        return overwrite ? List.of("pvcreate", "--yes", "-ff", device) : List.of("pvcreate", device);
    }

    static List<String> makeGroup(PoolDefinition pool) {
        List<String> line = new ArrayList<>(List.of("vgcreate", group(pool)));
        line.addAll(devices(pool));
        return line;
    }

    static List<String> removeGroup(PoolDefinition pool) {
        return List.of("vgremove", "-f", group(pool));
    }

    static List<String> removeDisk(String device) {
        return List.of("pvremove", device);
    }

    static List<String> activate(PoolDefinition pool, boolean on) {
        return List.of("vgchange", on ? "-aly" : "-aln", group(pool));
    }

    static List<String> showGroup(PoolDefinition pool) {
        return List.of(
                "vgs",
                "--separator",
                ":",
                "--noheadings",
                "--units",
                "b",
                "--unbuffered",
                "--nosuffix",
                "--options",
                "vg_uuid,vg_size,vg_free,vg_extent_size",
                group(pool));
    }

    /** One line for each part of each volume. */
    static List<String> list(PoolDefinition pool) {
        return List.of(
                "lvs",
                "--separator",
                "#",
                "--noheadings",
                "--units",
                "b",
                "--unbuffered",
                "--nosuffix",
                "--options",
                "lv_name,lv_uuid,lv_tags,devices,stripes,seg_size,vg_extent_size,lv_size,lv_attr",
                group(pool));
    }

    /**
     * A volume with less than all its place is a snapshot of nothing, which has its place taken as it is written to. What a removed volume
     * left where the new one lies would be asked about, and without anybody to answer lvcreate fails; libvirt does.
     */
    static List<String> make(PoolDefinition pool, String name, NewVolume wanted, String tag) {
        List<String> line = new ArrayList<>(List.of("lvcreate", "--name", name, "--addtag", tag, "-L"));
        if (wanted.allocation() < wanted.capacity()) {
            line.addAll(List.of(
                    kib(Math.max(wanted.allocation(), 1)),
                    "--type",
                    "snapshot",
                    "--virtualsize",
                    kib(wanted.capacity())));
        } else {
            line.add(kib(wanted.capacity()));
        }
        line.addAll(List.of("--yes", group(pool)));
        return line;
    }

    private static String kib(long bytes) {
        return (bytes + KIB - 1) / KIB + "K";
    }

    static List<String> remove(PoolDefinition pool, String name) {
        return List.of("lvremove", "-f", group(pool) + "/" + name);
    }

    /** Which disk belongs to which group; those of no group have one word on their line. */
    static List<String> findGroups() {
        return List.of("pvs", "--noheadings", "-o", "pv_name,vg_name");
    }
}

package org.jobledger.storage.xml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands where in libvirt's XML, by storagepool.rng and storagevol.rng: a table for each type of pool, and one for volumes. A line is the
 * way to an element from the root, the kind of its text if it has any, and its attributes with the kinds of their values. A "!" is behind what
 * must be there (an element: where the one around it is), a "*" behind what may be there more than once, a "+" behind what must and may.
 */
final class SchemaTables {
    private static final String SIZES = """
            /capacity long unit=unit
            /allocation long unit=unit
            /available long unit=unit
            /features
            /features/cow state!=yes|no
            """;
    private static final String NAMED = "/name! name\n/uuid uuid\n" + SIZES;
    private static final String NAMED_BY_SOURCE = "/name name\n/uuid uuid\n" + SIZES;
    private static final String PERMISSIONS = """
            W/permissions
            W/permissions/mode octal
            W/permissions/owner id
            W/permissions/group id
            W/permissions/label any
            """;
    private static final String TARGET = "/target!\n/target/path! file\n" + at("/target", PERMISSIONS);
    private static final String VENDOR = """
            /source/vendor name!=any
            /source/product name!=any
            """;
    private static final String FORMAT_VENDOR = """
            /source/format/vendor name!=any
            /source/format/product name!=any
            """;
    private static final String HOST = "/source/host+ name!=host port=port\n";
    private static final String DEVICE = "/source/device! path!=device part_separator=yes|no\n";
    private static final String EXTENTS = "/source/device/freeExtent* start!=long end!=long\n";
    private static final String NAME = "/source/name! any\n";
    private static final String INITIATOR = "/source/initiator\n/source/initiator/iqn! name!=any\n";
    private static final String AUTH = """
            /source/auth type!=chap|ceph username!=any
            /source/auth/secret! uuid=any usage=any
            """;
    private static final String MOUNT = "/mount_opts\n/mount_opts/option* name!=any\n";
    private static final String FS = "auto|ext2|ext3|ext4|ufs|iso9660|udf|gfs|gfs2|vfat|hfs+|xfs|ocfs2|vmfs";
    private static final String SOURCE = "/source!\n";

    private static final Map<String, String> POOLS = Map.ofEntries(
            Map.entry("dir", NAMED + TARGET + "/source\n" + VENDOR),
            Map.entry(
                    "fs",
                    NAMED + TARGET + SOURCE + DEVICE + EXTENTS + VENDOR + MOUNT + "/source/format type!=" + FS + "\n"),
            Map.entry("netfs", NAMED + TARGET + SOURCE + HOST + VENDOR + MOUNT + """
                    /source/dir! path!=path
                    /source/format type!=auto|nfs|cifs|glusterfs
                    /source/protocol ver!=any
                    """),
            Map.entry(
                    "logical",
                    NAMED_BY_SOURCE + SOURCE + VENDOR + FORMAT_VENDOR + EXTENTS + """
                    /target!
                    /target/path file
                    /source/name* any
                    /source/device* path!=device part_separator=yes|no
                    /source/format type!=unknown|lvm2
                    """ + at("/target", PERMISSIONS)),
            Map.entry(
                    "disk",
                    NAMED + TARGET + SOURCE + DEVICE + EXTENTS + VENDOR + FORMAT_VENDOR
                            + "/source/format type!=unknown|dos|dvh|gpt|mac|bsd|pc98|sun|lvm2\n"),
            Map.entry("iscsi", NAMED + TARGET + SOURCE + HOST + DEVICE + EXTENTS + INITIATOR + AUTH + VENDOR),
            Map.entry(
                    "iscsi-direct",
                    NAMED + SOURCE + HOST + AUTH + INITIATOR.replace("initiator\n", "initiator!\n")
                            + "/source/device! path!=iqn\n"),
            Map.entry("scsi", NAMED + TARGET + SOURCE + VENDOR + """
                    /source/adapter! type=scsi_host|fc_host name=any parent=any managed=yes|no parent_wwnn=wwn parent_wwpn=wwn parent_fabric_wwn=wwn wwnn=wwn wwpn=wwn
                    /source/adapter/parentaddr unique_id=positive
                    /source/adapter/parentaddr/address! domain=pci-domain bus=pci-bus slot=pci-slot function=pci-function multifunction=on|off
                    """),
            Map.entry("mpath", NAMED + TARGET + "/source\n"),
            Map.entry("rbd", NAMED_BY_SOURCE + SOURCE + NAME + HOST + AUTH + """
                    /refresh
                    /refresh/volume allocation=default|capacity
                    /config_opts
                    /config_opts/option* name!=any value!=any
                    """),
            Map.entry("sheepdog", NAMED_BY_SOURCE + SOURCE + HOST + NAME),
            Map.entry("gluster", NAMED_BY_SOURCE + SOURCE + HOST + NAME + "/source/dir path!=directory\n"),
            Map.entry(
                    "zfs",
                    NAMED_BY_SOURCE
                            + TARGET.replace("/target!", "/target")
                            + SOURCE
                            + NAME
                            + EXTENTS
                            + DEVICE.replace("device!", "device")),
            Map.entry("vstorage", NAMED_BY_SOURCE + TARGET + SOURCE + NAME));

    private static final String TIMES = """
            W/timestamps
            W/timestamps/atime time
            W/timestamps/btime time
            W/timestamps/ctime time
            W/timestamps/mtime time
            """;
    private static final String FORMAT =
            "W/format type!=unknown|raw|dir|bochs|cloop|dmg|iso|vpc|vdi|fat|vhd|ploop|luks|cow|qcow|qcow2|qed|vmdk|none|"
                    + FS + "|linux|fat16|fat32|linux-swap|linux-lvm|linux-raid|extended\n";

    private static final String VOLUME =
            """
            . type=file|block|dir|network|netdir
            /name! volname
            /key any
            /capacity long unit=unit
            /allocation long unit=unit
            /physical long unit=unit
            /source
            /source/device* path!=file
            /source/device/extent* start!=long end!=long
            /target!
            /target/path any
            /target/encryption format!=default|qcow|luks|luks2 engine=qemu|librbd
            /target/encryption/secret type!=passphrase uuid=uuid usage=any
            /target/encryption/cipher name!=any size!=int mode=any hash=any
            /target/encryption/ivgen name!=any hash=any
            /target/compat version
            /target/nocow
            /target/clusterSize long unit=unit
            /target/features
            /target/features/lazy_refcounts
            /target/features/extended_l2
            /backingStore
            /backingStore/path! file
            """ + at("/target", FORMAT + PERMISSIONS + TIMES) + at("/backingStore", FORMAT + PERMISSIONS + TIMES);

    private SchemaTables() {}

    private static String at(String way, String lines) {
        return lines.replace("W/", way + "/");
    }

    /** The table of a type of pool, or null where there is no such type. */
    static @Nullable Map<String, SchemaRule> pool(String type) {
        String lines = POOLS.get(type);
        return lines == null ? null : table(". type!=any\n" + lines);
    }

    static Map<String, SchemaRule> volume() {
        return table(VOLUME);
    }

    /** The types of pools, with bars between them. */
    static String types() {
        return String.join("|", POOLS.keySet().stream().sorted().toList());
    }

    private static Map<String, SchemaRule> table(String lines) {
        Map<String, SchemaRule> table = new LinkedHashMap<>();
        lines.lines().map(SchemaRule::of).forEach(rule -> table.put(rule.way(), rule));
        return table;
    }
}

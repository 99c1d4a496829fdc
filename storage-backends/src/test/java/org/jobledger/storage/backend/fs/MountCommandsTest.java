package org.jobledger.storage.backend.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountCommandsTest {
    private static PoolDefinition pool(String type, String source, String options) {
        return PoolXml.read("<pool type='" + type + "'><name>p</name><source>" + source
                + "</source><target><path>/mnt/p</path></target>"
                + (options.isEmpty() ? "" : "<fs:mount_opts xmlns:fs='x'>" + options + "</fs:mount_opts>") + "</pool>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    fs    | <device path='/dev/sdb1'/>                                        | mount -o nodev,nosuid,noexec -- /dev/sdb1 /mnt/p
                    fs    | <device path='/dev/sdb1'/><format type='xfs'/>                    | mount -t xfs -o nodev,nosuid,noexec -- /dev/sdb1 /mnt/p
                    netfs | <host name='nas'/><dir path='/x'/>                                | mount -o nodev,nosuid,noexec -- nas:/x /mnt/p
                    netfs | <host name='nas'/><dir path='/x'/><format type='nfs'/><protocol ver='4'/> | mount -t nfs -o nodev,nosuid,noexec,nfsvers=4 -- nas:/x /mnt/p
                    netfs | <host name='nas'/><dir path='/x'/><format type='nfs'/><protocol ver='4.1'/> | mount -t nfs -o nodev,nosuid,noexec,nfsvers=4.1 -- nas:/x /mnt/p
                    netfs | <host name='fe80::1'/><dir path='/x'/><format type='nfs'/>        | mount -t nfs -o nodev,nosuid,noexec -- [fe80::1]:/x /mnt/p
                    netfs | <host name='nas'/><dir path='x'/><format type='cifs'/>            | mount -t cifs -o nodev,nosuid,noexec,guest -- //nas/x /mnt/p
                    netfs | <host name='nas'/><dir path='/x'/><format type='glusterfs'/>      | mount -t glusterfs -o nodev,nosuid,noexec,direct-io-mode=1 -- nas:/x /mnt/p
                    """)
    void aPoolIsMountedByThisCommandLine(String type, String source, String line) {
        assertThat(String.join(" ", MountCommands.mount(pool(type, source, ""))))
                .isEqualTo(line);
    }

    @Test
    void optionsOfThePoolComeLast() {
        PoolDefinition pool =
                pool("fs", "<device path='/dev/sdb1'/>", "<fs:option name='noatime'/><fs:option name='ro'/>");
        assertThat(MountCommands.mount(pool)).contains("nodev,nosuid,noexec,noatime,ro");
        assertThat(MountCommands.unmount(pool)).containsExactly("umount", "--", "/mnt/p");
    }

    @ParameterizedTest
    @CsvSource({
        "ext4, mkfs -t ext4 -q -F /dev/sdb1",
        "xfs, mkfs -t xfs -f /dev/sdb1",
        "vfat, mkfs -t vfat /dev/sdb1",
    })
    void aFileSystemIsMadeByThisCommandLine(String format, String line) {
        PoolDefinition pool = pool("fs", "<device path='/dev/sdb1'/><format type='" + format + "'/>", "");
        assertThat(String.join(" ", MountCommands.format(pool))).isEqualTo(line);
    }

    @Test
    void aSourceThatCouldBeTakenForSomethingElseIsRefused() {
        assertThatThrownBy(() -> MountCommands.mount(pool("fs", "<device path='-o bind'/>", "")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("-o bind");
        assertThatThrownBy(() -> MountCommands.format(pool("fs", "<device path='/dev/sdb1'/>", "")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("says no format");
    }

    /** As libvirt's storage_backend_vstorage.c has it; the answers are lines of passwd(5) and group(5). */
    @Test
    void aClusterOfVirtuozzoIsMountedByNamesOfOwnerAndGroup() {
        PoolTool names = (pool, what, line) -> new PoolTool.Result(
                0,
                switch (String.join(" ", line)) {
                    case "getent passwd 107" -> "qemu:x:107:107:qemu user:/:/sbin/nologin\n";
                    case "getent group 36" -> "kvm:x:36:qemu\n";
                    case "id -un", "id -gn" -> "root\n";
                    default -> throw new AssertionError(line);
                });
        String begin = "<pool type='vstorage'><source><name>c1</name></source><target><path>/mnt/p</path>";
        assertThat(String.join(" ", new ClusterMount(names).line(PoolXml.read(begin + "</target></pool>"))))
                .isEqualTo("vstorage-mount -c c1 /mnt/p -m 711 -g root -u root");
        PoolDefinition pool = PoolXml.read(begin + "<permissions><mode>0750</mode><owner>107</owner><group>36</group>"
                + "</permissions></target></pool>");
        assertThat(String.join(" ", new ClusterMount(names).line(pool)))
                .isEqualTo("vstorage-mount -c c1 /mnt/p -m 750 -g kvm -u qemu");
        assertThat(MountCommands.source(pool)).isEqualTo("vstorage://c1");
        assertThatThrownBy(() -> ClusterMount.source(PoolXml.read(begin.replace("c1", "-c1") + "</target></pool>")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("'-c1', which is no name of a cluster");
    }
}

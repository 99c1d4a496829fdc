package org.jobledger.storage.backend.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PartitionType;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSource.Extent;
import org.jobledger.storage.backend.disk.Partition.Kind;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskCommandsTest {
    private static PoolDefinition pool(String device, String format) {
        return PoolXml.read("<pool type='disk'><name>p</name><source><device path='" + device + "'/><format type='"
                + format + "'/></source><target><path>/dev</path></target></pool>");
    }

    @ParameterizedTest
    @CsvSource({"dos, msdos", "unknown, msdos", "gpt, gpt", "mac, mac", "sun, sun", "pc98, pc98", "bsd, bsd", "dvh, dvh"
    })
    void aTableIsMadeByThisCommandLine(String format, String label) {
        assertThat(DiskCommands.makeTable(pool("/dev/sdb", format)))
                .containsExactly("parted", "--script", "--", "/dev/sdb", "mklabel", label);
    }

    @Test
    void theTableIsReadInBytesWithItsFreeParts() {
        assertThat(DiskCommands.print(pool("/dev/sdb", "gpt")))
                .containsExactly("parted", "--script", "--", "/dev/sdb", "unit", "B", "print", "free");
        assertThat(DiskCommands.tellKernel(pool("/dev/sdb", "gpt"))).containsExactly("partprobe", "--", "/dev/sdb");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gpt   | PRIMARY  | NONE       | mkpart primary 1048576B 2097151B
                    gpt   | PRIMARY  | LINUX_SWAP | mkpart primary linux-swap 1048576B 2097151B
                    msdos | PRIMARY  | NONE       | mkpart primary ext2 1048576B 2097151B
                    msdos | LOGICAL  | NONE       | mkpart logical ext2 1048576B 2097151B
                    msdos | LOGICAL  | FAT16      | mkpart logical fat16 1048576B 2097151B
                    msdos | PRIMARY  | FAT32      | mkpart primary fat32 1048576B 2097151B
                    msdos | PRIMARY  | LINUX_LVM  | mkpart primary ext2 1048576B 2097151B
                    msdos | EXTENDED | EXTENDED   | mkpart extended 1048576B 2097151B
                    """)
    void aPartitionIsMadeByThisCommandLine(String label, Kind kind, PartitionType type, String line) {
        PartitionTable table = new PartitionTable(label, 1 << 30, 512, List.of(), List.of());
        NewPartition made = new NewPartition(1, kind, type, new Extent(1 << 20, 2 << 20));
        assertThat(String.join(" ", DiskCommands.makePartition(pool("/dev/sdb", "gpt"), table, made)))
                .isEqualTo("parted --script -- /dev/sdb " + line);
    }

    @Test
    void aPartitionIsRemovedByItsNumber() {
        assertThat(DiskCommands.remove(pool("/dev/sdb", "gpt"), 7))
                .containsExactly("parted", "--script", "--", "/dev/sdb", "rm", "7");
    }

    @Test
    void whatIsNoDiskOrNoTableIsRefused() {
        assertThatThrownBy(() -> DiskCommands.print(pool("-s", "gpt")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("'-s' of pool 'p' is no absolute path");
        assertThatThrownBy(() -> DiskCommands.makeTable(pool("/dev/sdb", "lvm2")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("no partition table");
    }
}

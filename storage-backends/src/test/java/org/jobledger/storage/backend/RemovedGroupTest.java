package org.jobledger.storage.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.logical.LogicalBackend;
import org.jobledger.storage.backend.zfs.ZfsBackend;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left of a group of disks whose removal was cut off is removed, and what is gone already is not asked for again. */
class RemovedGroupTest {
    private static final String GROUPS = "vgs --noheadings -o vg_name";
    private static final String DISKS = "pvs --noheadings -o pv_name";
    private static final String POOLS = "zpool list -H -o name";

    private final List<String> lines = new ArrayList<>();

    /** Answers what is asked, and writes down what is changed. */
    private PoolTool saying(Map<String, String> answers) {
        return (pool, what, line) -> {
            String text = String.join(" ", line);
            String answer = answers.get(text);
            if (answer == null) {
                lines.add(text);
            }
            return new PoolTool.Result(0, answer == null ? "" : answer);
        };
    }

    private static PoolDefinition pool(String type, String group) {
        return PoolXml.read("<pool type='" + type + "'><name>p</name><source><device path='/dev/sdb'/>"
                + "<device path='/dev/sdc'/><name>" + group + "</name></source></pool>");
    }

    /** As lvm 2.03.16 lists them; that of a disk of no group has blanks behind it. */
    static Stream<List<String>> removalsOfLvm() {
        return Stream.of(
                List.of(
                        "  other\n  vg\n",
                        "  /dev/sda2\n  /dev/sdb \n  /dev/sdc \n",
                        "vgremove -f vg, pvremove /dev/sdb, pvremove /dev/sdc"),
                List.of(
                        "  other\n  vg2\n",
                        "  /dev/sda2\n  /dev/sdb \n  /dev/sdc \n",
                        "pvremove /dev/sdb, pvremove /dev/sdc"),
                List.of("", "  /dev/sda2\n  /dev/sdc \n", "pvremove /dev/sdc"),
                List.of("", "", ""));
    }

    @ParameterizedTest
    @MethodSource("removalsOfLvm")
    void aVolumeGroupIsRemovedFromWhereItsRemovalWasCutOff(List<String> removal) {
        new LogicalBackend(saying(Map.of(GROUPS, removal.get(0), DISKS, removal.get(1))), DeviceOfFile::open)
                .remove(pool("logical", "vg"));
        assertThat(String.join(", ", lines)).isEqualTo(removal.get(2));
    }

    @Test
    void aPoolOfZfsIsRemovedOnce() {
        new ZfsBackend(saying(Map.of(POOLS, "tank2\ntank\n")), DeviceOfFile::open).remove(pool("zfs", "tank"));
        assertThat(lines).containsExactly("zpool destroy tank");
        lines.clear();
        new ZfsBackend(saying(Map.of(POOLS, "tank2\n")), DeviceOfFile::open).remove(pool("zfs", "tank"));
        assertThat(lines).isEmpty();
    }

    /** In it others may have their datasets. */
    @Test
    void theWholePoolOfZfsIsNeitherMadeNorRemovedForAPartOfIt() {
        ZfsBackend backend = new ZfsBackend(saying(Map.of(POOLS, "tank\n")), DeviceOfFile::open);
        PoolDefinition part = pool("zfs", "tank/vms");
        assertThatThrownBy(() -> backend.remove(part))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("'tank/vms', a part of a pool of ZFS: only a whole one is removed");
        assertThatThrownBy(() -> backend.build(part, java.util.Set.of())).hasMessageContaining("is made");
        assertThat(lines).isEmpty();
    }
}

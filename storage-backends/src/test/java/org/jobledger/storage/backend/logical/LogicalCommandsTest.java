package org.jobledger.storage.backend.logical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSource.Extent;
import org.jobledger.storage.VolumeDescription.DeviceExtent;
import org.jobledger.storage.backend.NewVolume;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogicalCommandsTest {
    private static final PoolDefinition POOL = pool("vg0", "<device path='/dev/sdb'/><device path='/dev/sdc'/>");

    /** What lvs 2.03.16 printed of a group on a loop device, a second part of "a" made by lvextend; the "a" for active is from lvs(8). */
    private static final String LVS = """
              a#bpFmEz-W7gg-a2u0-3sAR-TO3U-K43b-pBoNAt#jobledger_x#/dev/loop0(0)#1#8388608#4194304#16777216#-wi-a-----
              a#bpFmEz-W7gg-a2u0-3sAR-TO3U-K43b-pBoNAt#jobledger_x#/dev/loop0(4)#1#8388608#4194304#16777216#-wi-a-----
              b#5vhXUJ-CEbD-hk8Z-B0b1-yKiz-CtQk-wGE9Tv##/dev/loop0(2)#1#8388608#4194304#8388608#-wi-------
            """;

    private static PoolDefinition pool(String group, String devices) {
        return PoolXml.read(
                "<pool type='logical'><name>p</name><source>" + devices + "<name>" + group + "</name></source></pool>");
    }

    private static String line(List<String> words) {
        return String.join(" ", words);
    }

    private static NewVolume volume(long capacity, long allocation) {
        return new NewVolume(Permissions.UNSAID, false, capacity, allocation, key -> {});
    }

    @Test
    void aGroupIsMadeStartedStoppedAndRemovedByTheseCommandLines() {
        assertThat(line(LogicalCommands.makeDisk("/dev/sdb", false))).isEqualTo("pvcreate /dev/sdb");
        assertThat(line(LogicalCommands.makeDisk("/dev/sdb", true))).isEqualTo("pvcreate --yes -ff /dev/sdb");
        assertThat(line(LogicalCommands.makeGroup(POOL))).isEqualTo("vgcreate vg0 /dev/sdb /dev/sdc");
        assertThat(line(LogicalCommands.activate(POOL, true))).isEqualTo("vgchange -aly vg0");
        assertThat(line(LogicalCommands.activate(POOL, false))).isEqualTo("vgchange -aln vg0");
        assertThat(line(LogicalCommands.removeGroup(POOL))).isEqualTo("vgremove -f vg0");
        assertThat(line(LogicalCommands.removeDisk("/dev/sdb"))).isEqualTo("pvremove /dev/sdb");
    }

    @Test
    void whatIsThereIsAskedByTheseCommandLines() {
        assertThat(line(LogicalCommands.showGroup(POOL)))
                .isEqualTo("vgs --separator : --noheadings --units b --unbuffered --nosuffix"
                        + " --options vg_uuid,vg_size,vg_free,vg_extent_size vg0");
        assertThat(line(LogicalCommands.list(POOL)))
                .isEqualTo("lvs --separator # --noheadings --units b --unbuffered --nosuffix --options"
                        + " lv_name,lv_uuid,lv_tags,devices,stripes,seg_size,vg_extent_size,lv_size,lv_attr vg0");
        assertThat(line(LogicalCommands.findGroups())).isEqualTo("pvs --noheadings -o pv_name,vg_name");
    }

    @ParameterizedTest
    @CsvSource({
        "10485760, 10485760, lvcreate --name v --addtag t -L 10240K --yes vg0",
        "1025, 1025, lvcreate --name v --addtag t -L 2K --yes vg0",
        "10485760, 4096, lvcreate --name v --addtag t -L 4K --type snapshot --virtualsize 10240K --yes vg0",
        "10485760, 0, lvcreate --name v --addtag t -L 1K --type snapshot --virtualsize 10240K --yes vg0",
    })
    void aVolumeIsMadeByThisCommandLine(long capacity, long allocation, String expected) {
        assertThat(line(LogicalCommands.make(POOL, "v", volume(capacity, allocation), "t")))
                .isEqualTo(expected);
        assertThat(line(LogicalCommands.remove(POOL, "v"))).isEqualTo("lvremove -f vg0/v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-rf", "a b", "a/b", "ä", "--config"})
    void whatIsNoNameOfLvmIsRefused(String name) {
        assertThat(LogicalCommands.isName(name)).isFalse();
        assertThatThrownBy(() -> LogicalCommands.group(new PoolDefinition(
                        POOL.name(),
                        POOL.type(),
                        POOL.target(),
                        POOL.uuid(),
                        POOL.source().named(name),
                        POOL.settings())))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void theLinesOfLvsAreVolumesWithAllTheirParts() {
        assertThat(LogicalVolume.parse(LVS))
                .containsExactly(
                        new LogicalVolume(
                                "a",
                                "jobledger_x",
                                16 << 20,
                                true,
                                List.of(
                                        new DeviceExtent("/dev/loop0", new Extent(0, 8 << 20)),
                                        new DeviceExtent("/dev/loop0", new Extent(16 << 20, 24 << 20)))),
                        new LogicalVolume(
                                "b",
                                "5vhXUJ-CEbD-hk8Z-B0b1-yKiz-CtQk-wGE9Tv",
                                8 << 20,
                                false,
                                List.of(new DeviceExtent("/dev/loop0", new Extent(8 << 20, 16 << 20)))));
        assertThat(LogicalVolume.parse("  p#u##p_tdata(0)#1#4#4#4#twi-a-tz--\n"))
                .as("a thin pool")
                .isEmpty();
        assertThat(LogicalVolume.parse("  s#u##/dev/sda(0),/dev/sdb(1)#2#8388608#4194304#8388608#-wi-a-----\n"))
                .first()
                .extracting(LogicalVolume::parts)
                .isEqualTo(List.of(
                        new DeviceExtent("/dev/sda", new Extent(0, 4 << 20)),
                        new DeviceExtent("/dev/sdb", new Extent(4 << 20, 8 << 20))));
        assertThatThrownBy(() -> LogicalVolume.parse("  Volume group \"vg\" not found"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLineOfVgsIsAGroup() {
        VolumeGroup group = VolumeGroup.parse("  Xxcw52-0vc2-f5oe-X5WS-NtxC-Rcan-HXMRb6:130023424:113246208:4194304\n");
        assertThat(group)
                .isEqualTo(
                        new VolumeGroup("Xxcw52-0vc2-f5oe-X5WS-NtxC-Rcan-HXMRb6", 130_023_424, 113_246_208, 4_194_304));
        assertThat(group.whole(1)).isEqualTo(4_194_304);
        assertThatThrownBy(() -> VolumeGroup.parse("nothing")).isInstanceOf(IllegalArgumentException.class);
    }
}

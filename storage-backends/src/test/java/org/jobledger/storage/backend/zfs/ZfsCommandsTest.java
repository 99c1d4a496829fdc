package org.jobledger.storage.backend.zfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.NewVolume;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;

class ZfsCommandsTest {
    private static PoolDefinition pool(String dataset) {
        return PoolXml.read("<pool type='zfs'><name>p</name><source><device path='/dev/sdb'/><name>" + dataset
                + "</name></source></pool>");
    }

    private static String line(List<String> words) {
        return String.join(" ", words);
    }

    @Test
    void theseAreTheCommandLines() {
        PoolDefinition pool = pool("tank/vms");
        assertThat(line(ZfsCommands.makePool(pool("tank"), false))).isEqualTo("zpool create tank /dev/sdb");
        assertThat(line(ZfsCommands.makePool(pool("tank"), true))).isEqualTo("zpool create -f tank /dev/sdb");
        assertThat(line(ZfsCommands.removePool(pool("tank")))).isEqualTo("zpool destroy tank");
        assertThat(line(ZfsCommands.showPool(pool))).isEqualTo("zpool get -Hp guid,health,size,free,allocated tank");
        assertThat(line(ZfsCommands.list(pool)))
                .isEqualTo("zfs list -Hp -t volume -r -o name,volsize,guid,jobledger:made tank/vms");
        NewVolume whole = new NewVolume(Permissions.UNSAID, false, 1025, 1025, key -> {});
        assertThat(line(ZfsCommands.make(pool, "v", whole, "t")))
                .isEqualTo("zfs create -o jobledger:made=t -V 16K tank/vms/v");
        NewVolume sparse = new NewVolume(Permissions.UNSAID, false, 1 << 20, 0, key -> {});
        assertThat(line(ZfsCommands.make(pool, "v", sparse, "t")))
                .isEqualTo("zfs create -o jobledger:made=t -s -V 1024K tank/vms/v");
        assertThat(line(ZfsCommands.remove(pool, "v"))).isEqualTo("zfs destroy tank/vms/v");
    }

    @Test
    void whatIsNoNameIsRefused() {
        assertThat(List.of("-f", "a b", "a/b", "", "a@b")).noneMatch(ZfsCommands::isName);
        assertThatThrownBy(() -> ZfsCommands.dataset(pool("tank/-r"))).isInstanceOf(BackendException.class);
    }

    /** Lines as zfs(8) and zpool(8) describe them for -H and -p. */
    @Test
    void theLinesAreAPoolAndItsOwnVolumes() {
        assertThat(ZfsVolume.parse("tank/vms", """
                        tank/vms/a\t1048576\t11\t-
                        tank/vms/b\t2097152\t12\ttoken
                        tank/vms/deep/c\t4096\t13\t-
                        """))
                .containsExactly(new ZfsVolume("a", 1 << 20, "11"), new ZfsVolume("b", 2 << 20, "token"));
        assertThatThrownBy(() -> ZfsVolume.parse("tank", "no datasets available"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Zpool.parse("tank\thealth\tONLINE\t-\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guid");
    }
}

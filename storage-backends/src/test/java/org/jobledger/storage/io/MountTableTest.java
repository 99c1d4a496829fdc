package org.jobledger.storage.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jobledger.storage.io.MountTable.Mount;
import org.junit.jupiter.api.Test;

class MountTableTest {

    /** The form of a line is that of proc(5). */
    @Test
    void aLineOfTheKernelIsReadWithItsEscapes() {
        MountTable table = MountTable.parse(List.of(
                "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
                "36 22 0:41 /sub /mnt/a\\040b\\134c rw,noatime master:1 shared:7 - nfs4 nas:/export\\040x rw,vers=4.2",
                "not a line"));
        assertThat(table.mounts())
                .containsExactly(
                        new Mount(Path.of("/"), "ext4", "/dev/vda"),
                        new Mount(Path.of("/mnt/a b\\c"), "nfs4", "nas:/export x"));
    }

    @Test
    void theLastMountAtAPlaceIsTheOneThatIsSeen() {
        MountTable table =
                MountTable.parse(List.of("1 1 0:1 / /mnt rw - ext4 /dev/a rw", "2 1 0:2 / /mnt rw - xfs /dev/b rw"));
        assertThat(table.at(Path.of("/mnt"))).contains(new Mount(Path.of("/mnt"), "xfs", "/dev/b"));
        assertThat(table.at(Path.of("/other"))).isEmpty();
    }

    @Test
    void theTableOfThisMachineHasItsRoot() throws Exception {
        assertThat(MountTable.now().at(Path.of("/"))).isPresent();
    }
}

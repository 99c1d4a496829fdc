package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jobledger.engine.ledger.disk.DiskFilePath;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H2 2.4.240 waits for ever in a SHUTDOWN whose writes fail; tables must close all the same. */
class BrokenDiskAtCloseTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void tablesCloseWhenTheDiskFailsMeanwhile(int change) throws IOException {
        PowerCutDisk disk = new PowerCutDisk();
        disk.makeDirectory(Path.of("/home"));
        String layer = DiskFilePath.mount(disk, true);
        Projection tables = Projection.openFile(Path.of("/home/ledger"), layer);
        List<StoredEvent> events = Histories.mixed().events();
        Tables.fill(tables, events, events.size());

        disk.failAtStep(change, false);

        assertThatCode(tables::close).doesNotThrowAnyException();
        DiskFilePath.unmount(layer);
    }
}

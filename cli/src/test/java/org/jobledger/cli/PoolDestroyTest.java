package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jobledger.cli.Shell.Answer;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.WipeAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolDestroyTest {
    @TempDir
    Path home;

    /** In virsh's words, with what helps; nothing of how the ledger keeps its claims. */
    @Test
    void aPoolThatIsAtWorkSaysWhoIsAndHowToGoOn() throws InterruptedException {
        Path ledger = home.resolve("ledger");
        Shell shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        assertThat(shell.run(
                                "pool-define-as",
                                "images",
                                "dir",
                                "--target",
                                home.resolve("images").toString())
                        .status())
                .isZero();
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            shell.lent(driver, "pool-start", "images", "--build");
            shell.lent(driver, "vol-create-as", "images", "disk1", "8M");
            Job wipe = driver.wipeVolume("images", "disk1", WipeAlgorithm.GUTMANN);
            wipe.limitSpeed("test", 1 << 20);

            Answer refused = shell.lent(driver, "pool-destroy", "images");
            Answer stopped = shell.lent(driver, "pool-destroy", "images", "--abort-jobs");

            assertThat(refused.status()).isEqualTo(4);
            assertThat(refused.err())
                    .matches("jobledger: pool 'images' has asynchronous jobs running\\. Held by job " + wipe.id()
                            + " \\(wipe of images/disk1\\) since [^;]+; --abort-jobs stops it, --queue SECONDS waits for it,"
                            + " 'jobledger job-watch' shows what runs\n");
            assertThat(stopped.out()).as(stopped.err()).isEqualTo("Pool images destroyed\n");
            assertThat(wipe.await().type()).isEqualTo(JobInfoType.CANCELLED);
        }
    }
}

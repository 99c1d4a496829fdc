package org.jobledger.storage.force;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jobledger.storage.backend.dir.WatchedDirectories;
import org.jobledger.storage.backend.disk.WatchedDisk;
import org.jobledger.storage.io.DirectorySync;
import org.jobledger.storage.io.DiskVolumeFile;
import org.jobledger.storage.io.QemuImg;
import org.jobledger.storage.job.WatchedJobs;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The test of the tests of storage: every line of the driver that forces has a row here, and with any one of them left out something is promised
 * that a power cut could break.
 */
class ForgottenVolumeForceTest {
    private static final Map<String, VolumeForceSites.Site> IN_THE_CODE = VolumeForceSites.inTheCode();

    private static final Map<String, Search> ROWS = Map.ofEntries(
            Map.entry("AllocateHandler.fill ::force", jobs(WatchedJobs::allocate)),
            Map.entry("AllocateHandler.fill force", jobs(WatchedJobs::allocate)),
            Map.entry("ResizeHandler.run force", jobs(WatchedJobs::resize)),
            Map.entry("ImageMaking.run force", jobs(WatchedJobs::makeImage)),
            Map.entry("ConvertRun.run force", jobs(WatchedJobs::convert)),
            Map.entry("WipeRun.onePass forceContents", jobs(WatchedJobs::wipe)),
            Map.entry("CloneRun.<init> ::force", jobs(WatchedJobs::copy)),
            Map.entry("WipeRun.<init> ::forceContents", jobs(WatchedJobs::wipe)),
            Map.entry("UploadRun.<init> ::force", jobs(WatchedJobs::upload)),
            Map.entry("DeleteHandler.run forceName", jobs(WatchedJobs::delete)),
            Map.entry("NamedFile.force force", jobs(WatchedJobs::allocate)),
            Map.entry("NamedFile.force forceName", jobs(WatchedJobs::allocate)),
            Map.entry("NewFile.open forceName", jobs(WatchedJobs::copy)),
            Map.entry("NewFile.remove forceName", jobs(WatchedJobs::undo)),
            Map.entry("PoolDirectory.make force", directories(WatchedDirectories::build)),
            Map.entry("PoolDirectory.make force 2", directories(WatchedDirectories::build)),
            Map.entry("PoolDirectory.remove force", directories(WatchedDirectories::remove)),
            Map.entry("TableEraser.erase force", (directory, unforced) -> new WatchedDisk(directory, unforced).erase()),
            Map.entry("DirBackend.force force", directories(WatchedDirectories::force)));

    private static final Set<String> OF_QEMU = Set.of("ImageMaking.run force", "ConvertRun.run force");

    @TempDir
    private Path directory;

    /** Does something in an empty directory. */
    @FunctionalInterface
    private interface Search {
        void run(Path directory, Unforced unforced) throws Exception;
    }

    /** What somebody does who is watched. */
    @FunctionalInterface
    private interface Deed<T> {
        void on(T watched) throws Exception;
    }

    private static Search jobs(Deed<WatchedJobs> deed) {
        return (directory, unforced) -> deed.on(new WatchedJobs(directory, unforced));
    }

    private static Search directories(Deed<WatchedDirectories> deed) {
        return (directory, unforced) -> deed.on(new WatchedDirectories(directory, unforced));
    }

    static Set<String> sites() {
        return IN_THE_CODE.keySet();
    }

    @Test
    void everyForceInTheCodeHasARowAndEveryRowAForce() {
        assertThat(sites()).containsExactlyInAnyOrderElementsOf(ROWS.keySet());
    }

    @ParameterizedTest
    @MethodSource("sites")
    void aPromiseIsBrokenWhenOneForceIsLeftOutAndNoneWhereNoneIs(String site) throws Exception {
        if (OF_QEMU.contains(site) && !QemuImg.installed()) {
            System.err.println("NOT TESTED: without " + site + ", because qemu-img is not installed");
            Assumptions.abort("qemu-img (package qemu-utils) is not installed");
        }
        Search search = ROWS.get(site);
        VolumeForceSites.Site line = IN_THE_CODE.get(site);
        Unforced without = new Unforced(line::asks);
        search.run(fresh("without"), without);
        assertThat(without.timesLeftOut()).as("forces left out").isPositive();
        assertThat(without.broken()).as("a promise over what is not forced").isTrue();
        Unforced with = new Unforced(() -> false);
        search.run(fresh("with"), with);
        assertThat(with.broken()).as("with all forces").isFalse();
    }

    /** The two ends of the way down, which no row can leave out: each must reach the system, which refuses to force these. */
    @Test
    void theForcesOfAFileAndOfADirectoryReachTheSystem() throws IOException {
        DiskVolumeFile file = DiskVolumeFile.create(directory.resolve("v"));
        file.close();
        assertThatThrownBy(file::force).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(file::forceContents).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> DirectorySync.force(Path.of("/dev/null"))).isInstanceOf(IOException.class);
    }

    private Path fresh(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name)).toRealPath();
    }
}

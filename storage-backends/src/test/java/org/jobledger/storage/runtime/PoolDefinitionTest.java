package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.NoSuchPoolException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolActiveException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolExistsException;
import org.jobledger.storage.PoolInactiveException;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.PoolState;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Persistent and transient pools, their XML and the ways to find them, on a real ledger and real directories. */
class PoolDefinitionTest {
    private static final String UUID_TEXT = "0f0e0d0c-0b0a-0908-0706-050403020100";

    @TempDir
    private Path scratch;

    private Path target;
    private StorageDriver driver;

    @BeforeEach
    void open() {
        target = scratch.resolve("pool");
        driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void reopen() {
        driver.close();
        open();
    }

    private String xml(String part) {
        return "<pool type='dir'><name>p</name><uuid>" + UUID_TEXT + "</uuid><target><path>" + target + "</path>" + part
                + "</target></pool>";
    }

    @Test
    void aPoolIsDefinedFromXmlAndItsXmlOutlivesTheProcess() {
        driver.definePool(xml("<permissions><mode>0750</mode><label>l</label></permissions>"));
        String before = driver.poolXml("p");
        reopen();
        assertThat(driver.poolXml("p"))
                .isEqualTo(before)
                .contains("<uuid>" + UUID_TEXT + "</uuid>", "<mode>0750</mode>", "<label>l</label>");
        assertThat(driver.pool("p").persistent()).isTrue();
    }

    @Test
    void theDirectoryOfAPoolIsMadeWithTheModeThatWasAskedFor() throws IOException {
        driver.definePool(xml("<permissions><mode>0775</mode></permissions>"));
        driver.buildPool("p");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rwxrwxr-x");
    }

    @Test
    void theXmlOfAStartedPoolSaysItsRoom() {
        driver.createPool(PoolDefinition.dir("p", target.toString()), Set.of(PoolOption.BUILD));
        assertThat(driver.poolXml("p")).doesNotContain("<capacity unit='bytes'>0<");
    }

    @Test
    void theXmlOfAStartedPoolSaysWhoMayUseItsDirectoryAndItsDefinitionDoesNot() throws IOException {
        driver.definePool(PoolDefinition.dir("p", target.toString()));
        driver.buildPool("p");
        driver.startPool("p");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-x--x"));

        assertThat(driver.poolXml("p")).contains("<mode>0751</mode>", "<owner>", "<group>");
        assertThat(driver.poolXml("p", true)).doesNotContain("<permissions>");
    }

    @Test
    void theSameNameAndUuidDefineAPoolAnewAndAnotherUuidDoesNot() {
        driver.definePool(xml(""));
        driver.setPoolAutostart("p", true);
        PoolInfo again = driver.definePool(xml("<permissions><mode>0700</mode></permissions>"));
        assertThat(again.autostart()).isTrue();
        assertThat(driver.poolXml("p")).contains("<mode>0700</mode>");
        assertThatThrownBy(() -> driver.definePool(
                        xml("").replace(UUID_TEXT, UUID.randomUUID().toString())))
                .isInstanceOf(PoolExistsException.class);
    }

    @Test
    void aStartedPoolThatIsDefinedAnewStaysWhatItIsUntilItIsStopped() throws Exception {
        driver.definePool(xml(""));
        driver.buildPool("p");
        driver.startPool("p");
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", 4096)));
        Path other = Files.createDirectory(scratch.resolve("other"));
        String changed = xml("").replace(target.toString(), other.toString());
        assertThat(driver.definePool(changed).state()).isEqualTo(PoolState.RUNNING);
        reopen();
        assertThat(driver.pool("p").target()).isEqualTo(target);
        assertThat(driver.poolXml("p", true)).contains("<path>" + other + "</path>");
        assertThat(driver.poolXml("p")).contains("<path>" + target + "</path>");
        StorageDriver.finish(driver.wipeVolume("p", "v", WipeAlgorithm.ZERO));
        assertThatThrownBy(() -> driver.definePool(PoolDefinition.dir("q", other.toString())))
                .as("it is taken already")
                .isInstanceOf(PoolExistsException.class);
        driver.setPoolAutostart("p", true);
        assertThat(driver.stopPool("p").target()).isEqualTo(other);
        driver.startPool("p");
        assertThat(driver.pool("p").target()).isEqualTo(other);
        assertThat(driver.pool("p").autostart()).isTrue();
        assertThat(target.resolve("v")).exists();
    }

    @Test
    void aDefinitionThatIsTakenBackLeavesAStartedPoolAsItIs() {
        driver.definePool(xml(""));
        driver.buildPool("p");
        driver.startPool("p");
        driver.definePool(xml("<permissions><mode>0700</mode></permissions>"));
        driver.definePool(xml(""));
        assertThat(driver.poolXml("p", true)).doesNotContain("0700");
        assertThat(driver.stopPool("p").target()).isEqualTo(target);
        assertThat(driver.poolXml("p")).doesNotContain("0700");
    }

    @Test
    void aTransientPoolThatIsDefinedStaysWhenItIsStopped() {
        driver.createPool(xml(""), Set.of(PoolOption.BUILD));
        assertThat(driver.definePool(xml("")).persistent()).isTrue();
        assertThat(driver.stopPool("p").state()).isEqualTo(PoolState.INACTIVE);
        assertThat(driver.pool("p").persistent()).isTrue();
    }

    @Test
    void aTransientPoolOutlivesTheProcessAndIsGoneWhenItIsStopped() {
        PoolInfo pool = driver.createPool(PoolDefinition.dir("t", target.toString()), Set.of(PoolOption.BUILD));
        assertThat(pool.persistent()).isFalse();
        assertThatThrownBy(() -> driver.setPoolAutostart("t", true)).isInstanceOf(InvalidValueException.class);
        reopen();
        assertThat(driver.pool("t").state()).isEqualTo(PoolState.RUNNING);
        assertThat(driver.stopPool("t").state()).isEqualTo(PoolState.INACTIVE);
        assertThatThrownBy(() -> driver.pool("t")).isInstanceOf(NoSuchPoolException.class);
        assertThat(target).exists();
    }

    @Test
    void nothingStaysOfATransientPoolThatCannotBeStarted() throws IOException {
        Files.createFile(target);
        PoolDefinition onFile = PoolDefinition.dir("t", target.toString());
        assertThatThrownBy(() -> driver.createPool(onFile, Set.of())).isInstanceOf(BackendException.class);
        assertThatThrownBy(() -> driver.createPool(onFile, Set.of(PoolOption.BUILD)))
                .isInstanceOf(BackendException.class);
        assertThat(driver.pools()).isEmpty();
    }

    @Test
    void poolsThatStartByThemselvesAreStartedOnceAndOneThatCannotHarmsNoOther() {
        driver.definePool(
                PoolDefinition.dir("broken", scratch.resolve("missing").toString()));
        driver.definePool(PoolDefinition.dir("good", target.toString()));
        driver.definePool(PoolDefinition.dir("manual", scratch.resolve("manual").toString()));
        driver.buildPool("good");
        driver.setPoolAutostart("broken", true);
        driver.setPoolAutostart("good", true);
        assertThat(driver.startAutostartPools())
                .extracting(PoolInfo::name, PoolInfo::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("broken", PoolState.INACTIVE),
                        org.assertj.core.groups.Tuple.tuple("good", PoolState.RUNNING));
        assertThat(driver.pool("manual").active()).isFalse();
        driver.setPoolAutostart("broken", false);
        assertThat(driver.startAutostartPools()).isEmpty();
    }

    @Test
    void onlyAnEmptyDirectoryOfAStoppedPoolIsDeleted() throws IOException {
        driver.definePool(xml(""));
        driver.buildPool("p");
        driver.startPool("p");
        assertThatThrownBy(() -> driver.deletePool("p")).isInstanceOf(PoolActiveException.class);
        driver.stopPool("p");
        Path file = Files.createFile(target.resolve("data"));
        assertThatThrownBy(() -> driver.deletePool("p"))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("is not empty");
        Files.delete(file);
        driver.deletePool("p");
        assertThat(target).doesNotExist();
        assertThat(driver.pool("p").name()).isEqualTo("p");
    }

    @Test
    void aPoolIsFoundByUuidAndTargetAndAVolumeByPath() throws InterruptedException {
        driver.definePool(xml(""));
        assertThat(driver.poolByUuid(UUID.fromString(UUID_TEXT)).name()).isEqualTo("p");
        assertThat(driver.poolByTarget(target).name()).isEqualTo("p");
        assertThatThrownBy(() -> driver.poolByUuid(UUID.randomUUID())).isInstanceOf(NoSuchPoolException.class);
        assertThatThrownBy(() -> driver.poolByTarget(scratch)).isInstanceOf(NoSuchPoolException.class);
        driver.buildPool("p");
        driver.startPool("p");
        StorageDriver.finish(
                driver.createVolume("p", "<volume><name>v</name><capacity unit='KiB'>8</capacity></volume>"));
        assertThat(driver.volumeByPath(target.resolve("v")).capacity()).isEqualTo(8192);
        assertThatThrownBy(() -> driver.volumeByPath(target.resolve("w"))).isInstanceOf(NoSuchVolumeException.class);
        assertThatThrownBy(() -> driver.volumeByPath(scratch.resolve("w"))).isInstanceOf(NoSuchVolumeException.class);
    }

    @Test
    void theXmlOfAVolumeSaysWhatTheFileSystemSays() throws Exception {
        driver.createPool(PoolDefinition.dir("p", target.toString()), Set.of(PoolOption.BUILD));
        StorageDriver.finish(driver.createVolume(
                "p", "<volume><name>v</name><capacity>65536</capacity><allocation>0</allocation></volume>"));
        VolumeInfo volume = driver.volume("p", "v");
        assertThat(driver.volumeXml("p", "v"))
                .startsWith("<volume type='file'>\n  <name>v</name>\n  <key>" + target.resolve("v") + "</key>\n")
                .contains(
                        "<capacity unit='bytes'>65536</capacity>",
                        "<allocation unit='bytes'>" + volume.allocation() + "</allocation>",
                        "<format type='raw'/>",
                        "<mode>0600</mode>",
                        "<mtime>");
    }

    @Test
    void whatIsNotBuiltIsRefusedByNameAndNothingIsDefined() {
        assertThatThrownBy(() -> driver.definePool(
                        "<pool type='gluster'><name>g</name><source><host name='h'/><name>v</name></source></pool>"))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessageStartingWith("pool type 'gluster' is not built: it is reached by a library (libgfapi);"
                        + " a pool of type 'netfs' with format 'glusterfs' has the same volume mounted; there are dir");
        assertThatThrownBy(() -> driver.definePool(
                        "<pool type='iscsi-direct'><name>i</name><source><host name='h'/><device path='iqn.a'/>"
                                + "<initiator><iqn name='iqn.b'/></initiator></source></pool>"))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessageStartingWith("pool type 'iscsi-direct' is not built: it is reached by a library (libiscsi)");
        assertThat(driver.pools()).isEmpty();
        driver.createPool(PoolDefinition.dir("p", target.toString()), Set.of(PoolOption.BUILD));
        assertThatThrownBy(() -> driver.createVolume(
                        "p",
                        "<volume><name>v</name><capacity>1</capacity><target><format type='dmg'/></target></volume>"))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessageContaining("dmg");
        assertThatThrownBy(() -> driver.createVolume("p", "<volume/>")).isInstanceOf(InvalidXmlException.class);
        assertThatThrownBy(() -> driver.createVolume("q", "<volume><name>v</name><capacity>1</capacity></volume>"))
                .isInstanceOf(NoSuchPoolException.class);
        driver.stopPool("p");
        assertThatThrownBy(() -> driver.volumes("p")).isInstanceOf(NoSuchPoolException.class);
        driver.definePool(xml(""));
        assertThatThrownBy(() -> driver.volumes("p")).isInstanceOf(PoolInactiveException.class);
    }

    @Test
    void theCapabilitiesNameEachTypeAndWhetherItIsBuilt() {
        assertThat(driver.capabilitiesXml())
                .startsWith("<storagepoolCapabilities>\n  <pool type='dir' supported='yes'>")
                .contains(
                        "<pool type='mpath' supported='yes'>",
                        "<pool type='gluster' supported='no'>",
                        "<value>ext4</value>");
    }
}

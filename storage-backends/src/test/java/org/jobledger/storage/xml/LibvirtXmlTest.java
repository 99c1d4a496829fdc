package org.jobledger.storage.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSettings;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeDescription;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** libvirt itself reads what is written here, by its test driver, which needs no daemon. */
class LibvirtXmlTest {
    @TempDir
    Path work;

    @Test
    void libvirtReadsEachPoolAndSaysTheSameOfIt() throws Exception {
        for (String file : XmlSamples.names("pool-")) {
            PoolDefinition pool = PoolXml.read(XmlSamples.text(file));
            if (pool.type() == PoolType.SHEEPDOG) {
                continue;
            }
            Path written = Files.writeString(work.resolve(file), PoolXml.write(pool, PoolXml.Room.NONE));
            String said = virsh("pool-define " + quoted(written) + "; pool-dumpxml " + pool.name());
            assertThat(withoutOptions(PoolXml.read(said.substring(said.indexOf("<pool"), said.indexOf("</pool>") + 7))))
                    .as(file)
                    .isEqualTo(withoutOptions(pool));
        }
    }

    /** The test driver has no backend that knows the namespaces of the options. */
    private static PoolDefinition withoutOptions(PoolDefinition pool) {
        PoolSettings settings = pool.settings();
        return new PoolDefinition(
                pool.name(),
                pool.type(),
                pool.target(),
                pool.uuid(),
                pool.source(),
                new PoolSettings(
                        settings.permissions(), settings.copyOnWrite(), settings.refreshAllocation(), List.of()));
    }

    @Test
    void libvirtReadsEachVolumeAndSaysTheSameOfItsLayout() throws Exception {
        for (String file : XmlSamples.names("vol-")) {
            VolumeDescription volume = VolumeXml.read(XmlSamples.text(file));
            if ("block".equals(volume.type())) {
                // Its pool would be a disk, and the test driver has only one pool, a directory.
                continue;
            }
            Path written = Files.writeString(work.resolve(file), VolumeXml.write(volume));
            String said = virsh("vol-create default-pool " + quoted(written) + "; vol-dumpxml --pool default-pool "
                    + volume.name());
            VolumeDescription answered =
                    VolumeXml.read(said.substring(said.indexOf("<volume"), said.indexOf("</volume>") + 9));
            assertThat(answered.capacity()).as(file).isEqualTo(volume.capacity());
            assertThat(answered.target().format())
                    .as(file)
                    .isEqualTo(volume.target().format());
            assertThat(answered.target().permissions())
                    .as(file)
                    .isEqualTo(volume.target().permissions());
            assertThat(answered.target().encryption())
                    .as(file)
                    .isEqualTo(volume.target().encryption());
            assertThat(answered.target().features())
                    .as(file)
                    .isEqualTo(volume.target().features());
            assertThat(answered.backing()).as(file).isEqualTo(volume.backing());
        }
    }

    private static String quoted(Path path) {
        return "'" + path + "'";
    }

    private static String virsh(String commands) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("virsh", "-c", "test:///default", commands).redirectErrorStream(true);
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        Process process = start(builder);
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            Assumptions.abort(
                    "MISSING: virsh (package libvirt-clients) is not installed, so libvirt was not asked: " + e);
            throw e;
        }
    }
}

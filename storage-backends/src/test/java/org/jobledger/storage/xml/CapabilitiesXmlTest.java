package org.jobledger.storage.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jobledger.storage.ImageFormat;
import org.jobledger.storage.PartitionType;
import org.jobledger.storage.PoolType;
import org.junit.jupiter.api.Test;

class CapabilitiesXmlTest {
    private static List<String> volumeFormats(PoolType type) {
        String all = CapabilitiesXml.write(Set.of(PoolType.values()));
        String pool = all.substring(all.indexOf("<pool type='" + type.word() + "'"));
        String own = pool.substring(0, pool.indexOf("</pool>"));
        int options = own.indexOf("<volOptions>");
        return options < 0
                ? List.of()
                : Pattern.compile("<value>(.*?)</value>")
                        .matcher(own.substring(options))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
    }

    @Test
    void eachTypeOfPoolHasTheFormatsOfItsOwnVolumes() {
        for (PoolType type : PoolType.values()) {
            assertThat(volumeFormats(type))
                    .as(type.word())
                    .isEqualTo(
                            switch (type) {
                                case DIR, FS, NETFS, VSTORAGE -> ImageFormat.words();
                                case DISK -> PartitionType.words();
                                case RBD, SHEEPDOG, GLUSTER, ISCSI_DIRECT -> List.of("raw");
                                case LOGICAL, ZFS, ISCSI, SCSI, MPATH -> List.of();
                            });
        }
        assertThat(volumeFormats(PoolType.DISK)).startsWith("none", "linux");
    }
}

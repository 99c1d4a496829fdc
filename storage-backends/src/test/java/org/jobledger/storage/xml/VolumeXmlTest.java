package org.jobledger.storage.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.VolumeDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VolumeXmlTest {

    static List<String> volumes() {
        return XmlSamples.names("vol-");
    }

    @ParameterizedTest
    @MethodSource("volumes")
    void whatLibvirtWroteIsWrittenBackByteForByte(String file) {
        String xml = XmlSamples.text(file);
        assertThat(VolumeXml.write(VolumeXml.read(xml))).isEqualTo(xml);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes, 3",
        "B, 3",
        "byte, 3",
        "K, 3072",
        "KiB, 3072",
        "kib, 3072",
        "KB, 3000",
        "M, 3145728",
        "MB, 3000000",
        "G, 3221225472",
        "GiB, 3221225472",
        "T, 3298534883328",
        "P, 3377699720527872",
        "E, 3458764513820540928",
    })
    void aUnitMeansWhatItMeansToLibvirt(String unit, long bytes) {
        assertThat(VolumeXml.read(volume("<capacity unit='" + unit + "'>3</capacity>"))
                        .capacity())
                .isEqualTo(bytes);
    }

    @Test
    void whatIsNotSaidIsNull() {
        VolumeDescription volume = VolumeXml.read(volume("<capacity>5</capacity>"));
        assertThat(volume.allocation()).isNull();
        assertThat(volume.target().format()).isNull();
        assertThat(volume.target().permissions().unsaid()).isTrue();
        assertThat(VolumeXml.write(volume)).contains("<allocation unit='bytes'>5</allocation>");
    }

    @Test
    void aBackingVolumeGivesTheCapacity() {
        VolumeDescription volume = VolumeXml.read(volume("<backingStore><path>/x</path></backingStore>"));
        assertThat(volume.capacity()).isNull();
    }

    @Test
    void featuresImplyTheVersionThatHasThem() {
        VolumeDescription volume =
                VolumeXml.read(volume("<capacity>5</capacity><target><features><lazy_refcounts/></features></target>"));
        assertThat(volume.target().compat()).isEqualTo("1.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                          | needs an element <capacity>
                    <capacity>-1</capacity>                     | size '-1'
                    <capacity>1.5</capacity>                    | size '1.5'
                    <capacity unit='parsec'>1</capacity>        | unit 'parsec'
                    <capacity unit='E'>9</capacity>             | beyond
                    <capacity>99999999999999999999</capacity>   | size '99999999999999999999'
                    <capacity>9999999999999999999</capacity>    | too large
                    <capacity>1</capacity><target><compat>new</compat></target> | compat 'new'
                    <capacity>1</capacity><target><features><teleport/></features></target> | feature 'teleport'
                    <capacity>1</capacity><target><encryption format='rot13'/></target> | format 'rot13'
                    <capacity>1</capacity><target><encryption format='luks'><secret type='passphrase'/></encryption></target> | either a uuid or a usage
                    <capacity>1</capacity><target><encryption format='luks'><ivgen name='plain'/></encryption></target> | no <cipher>
                    """)
    void aBadVolumeIsRefusedWithTheValueNamed(String part, String said) {
        assertThatThrownBy(() -> VolumeXml.read(volume(part)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(said);
    }

    private static String volume(String part) {
        return "<volume><name>v</name>" + part + "</volume>";
    }
}

package org.jobledger.storage.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PoolXmlTest {

    static List<String> pools() {
        return XmlSamples.names("pool-");
    }

    @ParameterizedTest
    @MethodSource("pools")
    void whatLibvirtWroteIsWrittenBackByteForByte(String file) {
        String xml = XmlSamples.text(file);
        assertThat(PoolXml.write(PoolXml.read(xml), PoolXml.Room.NONE)).isEqualTo(xml);
    }

    @Test
    void thereIsASampleOfEachTypeOfPool() {
        assertThat(pools().stream()
                        .map(file -> PoolXml.read(XmlSamples.text(file)).type())
                        .collect(Collectors.toSet()))
                .containsAll(Arrays.stream(PoolType.values())
                        .filter(type -> type != PoolType.SHEEPDOG)
                        .toList());
    }

    @Test
    void whatIsNotSaidIsWhatLibvirtTakesForIt() {
        PoolDefinition pool = PoolXml.read(
                "<pool type='logical'><source><name>vg0</name></source><target><path>/elsewhere</path></target></pool>");
        assertThat(pool.name().text()).isEqualTo("vg0");
        assertThat(pool.target()).isEqualTo(Path.of("/dev/vg0"));
        assertThat(pool.source().format()).isEqualTo("lvm2");
        assertThat(PoolXml.read(dir("<uuid>0f0e0d0c0b0a09080706050403020100</uuid>"))
                        .uuid())
                .hasToString("0f0e0d0c-0b0a-0908-0706-050403020100");
        assertThat(PoolXml.read(dir("")).uuid())
                .isNotEqualTo(PoolXml.read(dir("")).uuid());
        PoolDefinition gluster = PoolXml.read(
                "<pool type='gluster'><name>g</name><source><host name='h'/><name>v</name></source></pool>");
        assertThat(gluster.source().dir()).isEqualTo("/");
    }

    @Test
    void foundSourcesAreWrittenAsOneList() {
        PoolSource source = PoolXml.read(XmlSamples.text("pool-netfs.xml")).source();
        assertThat(PoolXml.writeSources(PoolType.NETFS, List.of(source, source)))
                .startsWith("<sources>\n  <source>\n    <host name='nas.example.org'/>\n")
                .endsWith("  </source>\n</sources>\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <pool type='dir'>                                            | not XML, line 1
                    <volume type='dir'/>                                         | unexpected root element <volume>, expecting <pool>
                    <pool><name>x</name></pool>                                  | element <pool> has no attribute 'type'
                    <pool type='tape'><name>x</name></pool>                      | there is no pool type 'tape'
                    <pool type='dir'><target><path>/x</path></target></pool>     | a pool needs an element <name>
                    <pool type='dir'><name>x</name></pool>                       | needs an element <path> in its element <target>
                    <pool type='dir'><name>../x</name></pool>                    | pool name '../x' contains a '/'
                    <pool type='fs'><name>x</name><target><path>/x</path></target></pool> | needs an element <device>
                    <pool type='netfs'><name>x</name></pool>                     | needs an element <host>
                    <pool type='rbd'><name>x</name></pool>                       | needs an element <host>
                    <pool type='scsi'><name>x</name></pool>                      | needs an element <adapter>
                    <pool type='mpath'><name>x</name><features><cow state='yes'/></features><target><path>/x</path></target></pool> | may only be used for pools of type 'dir' and 'fs'
                    """)
    void aBadPoolIsRefusedWithTheValueNamed(String xml, String said) {
        assertThatThrownBy(() -> PoolXml.read(xml))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <uuid>12</uuid>                        | uuid '12'
                    <source><protocol ver='4,suid'/></source> | protocol version '4,suid' in element <source> is not a version such as 4 or 4.1
                    <features><cow state='si'/></features> | attribute state 'si'
                    <refresh><volume allocation='some'/></refresh> | unknown refresh allocation 'some'
                    <target><path>relative</path></target> | 'relative'
                    <target><path>/x</path><permissions><mode>8</mode></permissions></target>    | mode '8'
                    <target><path>/x</path><permissions><mode>7777</mode></permissions></target> | mode 07777
                    <target><path>/x</path><permissions><owner>me</owner></permissions></target> | owner 'me'
                    """)
    void aBadValueIsRefusedWithTheValueNamed(String part, String said) {
        String xml = part.contains("<target>") ? "<pool type='dir'><name>x</name>" + part + "</pool>" : dir(part);
        assertThatThrownBy(() -> PoolXml.read(xml))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aDocumentTypeOrAnEntityIsRefusedAndNothingOutsideIsRead() {
        assertThatThrownBy(() -> PoolXml.read("<!DOCTYPE pool [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + dir("&e;")))
                .isInstanceOf(InvalidXmlException.class)
                .hasMessageContaining("DOCTYPE");
        String laughs = "<!DOCTYPE p [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>" + dir("<x>&b;</x>");
        assertThatThrownBy(() -> PoolXml.read(laughs)).isInstanceOf(InvalidXmlException.class);
        assertThatThrownBy(() -> PoolXml.read(dir("<x>&e;</x>"))).isInstanceOf(InvalidXmlException.class);
        assertThatThrownBy(() -> PoolXml.read(dir(" ".repeat(XmlText.LONGEST))))
                .isInstanceOf(InvalidXmlException.class)
                .hasMessageContaining("longer than");
        assertThatThrownBy(() -> PoolXml.read(dir("<x>" + "<a>".repeat(100_000) + "</a>".repeat(100_000) + "</x>")))
                .isInstanceOf(InvalidXmlException.class)
                .hasMessageContaining("depth");
    }

    private static String dir(String part) {
        return "<pool type='dir'><name>x</name>" + part + "<target><path>/x</path></target></pool>";
    }
}

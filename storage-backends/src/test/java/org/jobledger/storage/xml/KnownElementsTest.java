package org.jobledger.storage.xml;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jobledger.storage.InvalidXmlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KnownElementsTest {
    @ParameterizedTest
    @MethodSource("org.jobledger.storage.xml.XmlSamples#all")
    void whatLibvirtWritesHasNothingElse(String xml) {
        assertThatCode(() -> KnownElements.require(xml)).as(xml).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <pool type='dir' nmae='x'/>                        | element <pool> has no attribute 'nmae' in libvirt's schema; it has [type]
            <pool><name>p</name><targt/></pool>                | element <pool> has no element <targt> in libvirt's schema; it has [allocation, available,
            <pool><source><host nam='h'/></source></pool>      | element <host> has no attribute 'nam' in libvirt's schema; it has [name, port]
            <volume><target><path x='1'>/p</path></target></volume> | element <path> has no attribute 'x' in libvirt's schema
            <volume><uuid>1</uuid></volume>                    | element <volume> has no element <uuid>
            <domain/>                                          | element <domain> is neither <pool> nor <volume>
            <pool                                              | not XML
            """)
    void whatTheSchemaHasNotIsNamedWithWhatItHas(String xml, String message) {
        assertThatThrownBy(() -> KnownElements.require(xml))
                .isInstanceOf(InvalidXmlException.class)
                .hasMessageContaining(message);
    }

    @Test
    void declarationsOfNamespacesAreNoAttributes() {
        assertThatCode(() -> KnownElements.require(
                        "<pool type='fs' xmlns:fs='http://libvirt.org/schemas/storagepool/fs/1.0'>"
                                + "<fs:mount_opts><fs:option name='noatime'/></fs:mount_opts></pool>"))
                .doesNotThrowAnyException();
    }
}

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
                        "<pool type='fs' xmlns:fs='http://libvirt.org/schemas/storagepool/fs/1.0'><name>p</name>"
                                + "<source><device path='/dev/a'/></source><target><path>/p</path></target>"
                                + "<fs:mount_opts><fs:option name='noatime'/></fs:mount_opts></pool>"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <pool type='dri'><name>p</name></pool> | attribute 'type' of element <pool> is 'dri', not one of [dir, disk, fs
            <pool type='dir'><target><path>/p</path></target></pool> | element <pool> of a pool of type 'dir' has no element <name>
            <pool type='dir'><name>p</name><name>q</name><target><path>/p</path></target></pool> | element <pool> has 2 elements <name>, one is allowed
            <pool type='dir'><name>p</name><source><host name='h'/></source><target><path>/p</path></target></pool> | element <host> has no place in <source> of a pool of type 'dir'
            <pool type='dir'><name>p</name><target><path>p</path></target></pool> | text of element <path> is 'p', not an absolute path
            <pool type='dir'><name>p</name><target><path>/p</path><permissions><mode>0789</mode></permissions></target></pool> | text of element <mode> is '0789', not octal digits
            <pool type='netfs'><name>p</name><source><host name='h' port='65536'/><dir path='/e'/></source><target><path>/p</path></target></pool> | attribute 'port' of element <host> is '65536', not a port
            <volume><name>v</name><capacity unit='Gb'>1x</capacity><target/></volume> | text of element <capacity> is '1x', not a whole number below 2^64
            <volume><name>v</name><capacity unit='parsec'>1</capacity><target/></volume> | attribute 'unit' of element <capacity> is 'parsec', not a unit of size
            <volume><name>v</name><target><format type='qcow3'/></target></volume> | attribute 'type' of element <format> is 'qcow3', not one of [
            """)
    void whatStandsInAWrongPlaceOrHasAWrongValueIsNamed(String xml, String message) {
        assertThatThrownBy(() -> KnownElements.require(xml))
                .isInstanceOf(InvalidXmlException.class)
                .hasMessageContaining(message);
    }
}

package org.jobledger.storage.backend.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command lines that look for sources, and what is made of the programs' output. */
class SourceFinderTest {
    private static final String HOST = "<source><host name='nas'/></source>";

    private final List<String> lines = new ArrayList<>();

    private String find(SourceFinder finder, String where, String said) throws Exception {
        var asked = PoolXml.readSource(finder.type(), where);
        finder.require(asked);
        return PoolXml.writeSources(finder.type(), finder.find(asked, line -> {
            lines.add(String.join(" ", line));
            return said;
        }));
    }

    /** The output is as the examples of showmount(8) and exports(5) have it: directory, then clients. */
    @Test
    void theExportsOfAFileServerAreSources() throws Exception {
        assertThat(find(new ExportFinder(), HOST, "/srv/nfs     192.168.0.0/24,10.0.0.1\n/with blank  (everyone)\n"))
                .isEqualTo("""
                        <sources>
                          <source>
                            <host name='nas'/>
                            <dir path='/srv/nfs'/>
                            <format type='nfs'/>
                          </source>
                          <source>
                            <host name='nas'/>
                            <dir path='/with blank'/>
                            <format type='nfs'/>
                          </source>
                        </sources>
                        """);
        assertThat(lines)
                .containsExactly(
                        "showmount --no-headers --exports nas",
                        "gluster --xml --log-file=/dev/null volume info all --remote-host=nas");
    }

    /** libvirt's virStorageBackendFileSystemNetFindPoolSources asks both, and fails where neither answers. */
    @Test
    void aFileServerOfGlusterIsOneTooAndTheOtherProgramMayBeMissing() throws Exception {
        var asked = PoolXml.readSource(PoolType.NETFS, HOST);
        assertThat(PoolXml.writeSources(PoolType.NETFS, new ExportFinder().find(asked, line -> {
                            if (line.get(0).equals("showmount")) {
                                throw new IOException("showmount is not there");
                            }
                            return "<cliOutput><volInfo><volumes><volume><name>gv0</name></volume></volumes></volInfo>";
                        })))
                .contains("<dir path='gv0'/>", "<format type='glusterfs'/>");
        assertThatThrownBy(() -> new ExportFinder().find(asked, line -> {
                    throw new IOException(line.get(0) + " is not there");
                }))
                .hasMessage("showmount is not there");
    }

    /** The output is that of the README of open-iscsi: portal, group, target. */
    @Test
    void theTargetsOfAPortalAreSourcesOnce() throws Exception {
        assertThat(find(
                        new TargetFinder(),
                        "<source><host name='10.0.0.1' port='3261'/></source>",
                        "10.0.0.1:3261,1 iqn.2010-05.org.example:a\n[fe80::1]:3261,1 iqn.2010-05.org.example:a\n"))
                .isEqualTo("""
                        <sources>
                          <source>
                            <host name='10.0.0.1' port='3261'/>
                            <device path='iqn.2010-05.org.example:a'/>
                          </source>
                        </sources>
                        """);
        assertThat(lines)
                .containsExactly(
                        "iscsiadm --mode discovery --type sendtargets --portal 10.0.0.1:3261 --op nonpersistent");
    }

    @Test
    void anInitiatorIsUsedThroughAnInterfaceThatIsForgottenAfterwards() throws Exception {
        find(
                new TargetFinder(),
                "<source><host name='fe80::1'/><initiator><iqn name='iqn.x:me'/></initiator></source>",
                "");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).matches("iscsiadm --mode iface --interface jobledger-\\S+ --op new");
        assertThat(lines.get(1)).endsWith(" --op update --name iface.initiatorname --value iqn.x:me");
        assertThat(lines.get(2))
                .startsWith("iscsiadm --mode discovery --type sendtargets --portal [fe80::1]:3260 --op nonpersistent"
                        + " --interface jobledger-");
        assertThat(lines.get(3)).endsWith(" --op delete");
    }

    /** The output is that of pvs 2.03.16 on loop devices; /dev/sdd belongs to no group. */
    @Test
    void theVolumeGroupsOfThisMachineAreSourcesWithTheirDisks() throws Exception {
        assertThat(find(new GroupFinder(), "", "  /dev/sdb vg0\n  /dev/sdd    \n  /dev/sdc vg0\n  /dev/sde vg1\n"))
                .isEqualTo("""
                        <sources>
                          <source>
                            <device path='/dev/sdb'/>
                            <device path='/dev/sdc'/>
                            <name>vg0</name>
                            <format type='lvm2'/>
                          </source>
                          <source>
                            <device path='/dev/sde'/>
                            <name>vg1</name>
                            <format type='lvm2'/>
                          </source>
                        </sources>
                        """);
        assertThat(lines).containsExactly("pvs --noheadings -o pv_name,vg_name");
    }

    /** The output has the elements of gluster's own XML (cli_xml_output_vol_info), shortened. */
    @Test
    void theVolumesOfAGlusterServerAreSources() throws Exception {
        assertThat(
                        find(
                                new GlusterFinder(),
                                HOST,
                                "<cliOutput><volInfo><volumes><volume>\n<name>gv0</name><id>x</id></volume></volumes></volInfo></cliOutput>"))
                .contains("<host name='nas'/>", "<dir path='/'/>", "<name>gv0</name>");
        assertThat(lines).containsExactly("gluster --xml --log-file=/dev/null volume info all --remote-host=nas");
    }

    @ParameterizedTest
    @CsvSource({
        "NETFS, ''",
        "ISCSI, ''",
        "NETFS, <source><host name='a'/><host name='b'/></source>",
        "NETFS, <source><host name='--help'/></source>",
        "ISCSI, <source><host name='a'/><initiator><iqn name='-x'/></initiator></source>",
    })
    void whatCannotBeLookedForIsRefused(PoolType type, String where) {
        SourceFinder finder = type == PoolType.NETFS ? new ExportFinder() : new TargetFinder();
        assertThatThrownBy(() -> finder.require(PoolXml.readSource(type, where)))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aProgramThatFailsIsTold() {
        assertThatThrownBy(() -> new GroupFinder().find(PoolXml.readSource(PoolType.LOGICAL, ""), line -> {
                    throw new IOException("no such program");
                }))
                .isInstanceOf(IOException.class);
    }
}

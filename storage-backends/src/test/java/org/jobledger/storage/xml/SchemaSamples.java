package org.jobledger.storage.xml;

import java.util.List;

/** One of each type of pool with all that it may have, and a volume with all. */
final class SchemaSamples {
    private static final String TARGET = "<target><path>/p</path><permissions><mode>0711</mode><owner>0</owner>"
            + "<group>-1</group><label>l</label></permissions></target>";
    private static final String VENDOR = "<vendor name='v'/><product name='p'/>";
    private static final String AUTH =
            "<auth type='chap' username='u'><secret usage='s'/></auth><initiator><iqn name='iqn.2013-06.com.example:i'/></initiator>";

    static final List<String> ALL = List.of(
            pool("dir", "<source>" + VENDOR + "</source>" + TARGET),
            pool(
                    "fs",
                    "<source><device path='/dev/a' part_separator='no'/><format type='ext4'/>" + VENDOR + "</source>"
                            + TARGET),
            pool(
                    "fs' xmlns:fs='http://libvirt.org/schemas/storagepool/fs/1.0",
                    "<source><device path='/dev/a'/></source>" + TARGET
                            + "<fs:mount_opts><fs:option name='noatime'/></fs:mount_opts>"),
            pool(
                    "netfs",
                    "<source><host name='h' port='2049'/><dir path='/e'/><format type='nfs'/><protocol ver='4'/>"
                            + VENDOR + "</source>" + TARGET),
            pool("netfs", "<source><host name='::1'/><dir path='e'/><format type='cifs'/></source>" + TARGET),
            pool(
                    "logical",
                    "<source><name>vg</name><device path='/dev/a'/><device path='/dev/b'/><format type='lvm2'>" + VENDOR
                            + "</format>" + VENDOR + "</source>" + TARGET),
            pool(
                    "disk",
                    "<source><device path='/dev/a'><freeExtent start='1' end='2'/></device><format type='gpt'/></source>"
                            + TARGET),
            pool(
                    "iscsi",
                    "<source><host name='h'/><device path='iqn.2013-06.com.example:t'/>" + AUTH + VENDOR + "</source>"
                            + TARGET),
            pool(
                    "iscsi-direct",
                    "<source><host name='h'/><device path='iqn.2013-06.com.example:t'/>" + AUTH + "</source>"),
            pool("scsi", "<source><adapter type='scsi_host' name='host1'/></source>" + TARGET),
            pool(
                    "scsi",
                    "<source><adapter type='fc_host' parent='p' managed='yes' wwnn='20000000c9831b4b'"
                            + " wwpn='10000000c9831b4b'/></source>" + TARGET),
            pool(
                    "scsi",
                    "<source><adapter type='scsi_host'><parentaddr unique_id='1'><address domain='0x0000' bus='0x00'"
                            + " slot='0x1f' function='0x2'/></parentaddr></adapter></source>" + TARGET),
            pool("mpath", TARGET),
            pool(
                    "rbd' xmlns:rbd='http://libvirt.org/schemas/storagepool/rbd/1.0",
                    "<source><host name='h'/><name>n</name>"
                            + "<auth type='ceph' username='u'><secret uuid='s'/></auth></source><refresh><volume allocation='capacity'/>"
                            + "</refresh><rbd:config_opts><rbd:option name='a' value='b'/></rbd:config_opts>"),
            pool("sheepdog", "<source><host name='h'/><name>n</name></source>"),
            pool("gluster", "<source><host name='h'/><name>n</name><dir path='/d'/></source>"),
            pool("zfs", "<source><name>n</name><device path='/dev/a'/></source>" + TARGET),
            pool("vstorage", "<source><name>n</name></source>" + TARGET),
            "<volume type='file'><name>v</name><key>k</key><source><device path='/d'><extent start='0' end='1'/></device></source>"
                    + "<capacity unit='GiB'>1</capacity><allocation>0</allocation><physical unit='bytes'>5</physical>"
                    + "<target><path>/p/v</path><format type='qcow2'/><permissions><mode>0600</mode><owner>1</owner><group>2</group>"
                    + "<label>l</label></permissions><timestamps><atime>1.5</atime><btime>2</btime><ctime>3.</ctime><mtime>4</mtime>"
                    + "</timestamps><encryption format='luks' engine='qemu'><secret type='passphrase' usage='u'/><cipher name='aes'"
                    + " size='256' mode='cbc' hash='sha256'/><ivgen name='plain64' hash='sha256'/></encryption><compat>1.1</compat>"
                    + "<nocow/><clusterSize unit='KiB'>64</clusterSize><features><lazy_refcounts/><extended_l2/></features></target>"
                    + "<backingStore><path>/b</path><format type='raw'/><permissions><mode>0600</mode></permissions></backingStore>"
                    + "</volume>");

    private SchemaSamples() {}

    private static String pool(String type, String rest) {
        return "<pool type='" + type + "'><name>p</name><uuid>2b94eb0a-0a01-5822-ab46-8300823aa66f</uuid>"
                + "<capacity unit='bytes'>1</capacity><allocation>1</allocation><available>0</available>"
                + "<features><cow state='no'/></features>" + rest + "</pool>";
    }
}

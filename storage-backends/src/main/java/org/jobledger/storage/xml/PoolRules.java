package org.jobledger.storage.xml;

import org.jobledger.storage.InvalidXmlException;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.SourcePart;

/** Which parts of a source must be there (libvirt: the flags of virStoragePoolOptions). */
final class PoolRules {
    private PoolRules() {}

    static void require(PoolType type, PoolSource source) {
        require(type, SourcePart.HOST, !source.hosts().isEmpty(), "<host>");
        require(type, SourcePart.DIR, source.dir() != null, "<dir>");
        require(type, SourcePart.ADAPTER, source.adapter() != null, "<adapter>");
        if (type.parts().size() == 1) {
            require(type, SourcePart.DEVICE, !source.devices().isEmpty(), "<device>");
        }
        if (type == PoolType.ISCSI_DIRECT) {
            require(type, SourcePart.INITIATOR, source.initiator() != null, "<initiator>");
        }
    }

    private static void require(PoolType type, SourcePart part, boolean there, String element) {
        if (type.parts().contains(part) && !there) {
            throw new InvalidXmlException(
                    "a pool of type '" + type.word() + "' needs an element " + element + " in its element <source>");
        }
    }
}

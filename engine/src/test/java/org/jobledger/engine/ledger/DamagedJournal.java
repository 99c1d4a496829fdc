package org.jobledger.engine.ledger;

import java.io.IOException;
import java.util.List;
import org.jobledger.engine.ledger.disk.PowerCutDisk;

/** A journal whose second segment is damaged, everything durable, and what it held. */
@SuppressWarnings("ArrayRecordComponent")
record DamagedJournal(PowerCutDisk store, String victim, byte[] broken, List<StoredEvent> log) {
    static DamagedJournal make() throws IOException {
        PowerCutDisk store = new PowerCutDisk();
        List<StoredEvent> log;
        try (Ledger ledger = Compression.history(store, 1)) {
            log = Logs.read(ledger.log());
        }
        String victim = Compression.files(store, ".journal").get(1);
        byte[] broken = Compression.bytes(store, victim);
        broken[SegmentHeader.BYTES + 50] ^= 1;
        Compression.put(store, victim, broken);
        store.settle();
        return new DamagedJournal(store, victim, broken, log);
    }

    List<RepairNote> repair(Disk disk) throws IOException {
        return JournalRepair.run(disk, LedgerOnDisk.JOURNAL, RowProof.of(new FixedRows(log)));
    }
}

package org.jobledger.engine.ledger.disk;

import java.util.Random;

/** What of the unforced outlives a power cut, by lot: one rule for the whole disk, so that the extreme cases come up often. */
final class Survival {

    private enum Rule {
        NOTHING,
        EVERYTHING,
        WHOLE_WRITES,
        SECTORS
    }

    private final Random lot;
    private final Rule contents;
    private final Rule entries;
    private final int sector;
    private final int ofTen;

    private Survival(Random lot) {
        this.lot = lot;
        this.contents = Rule.values()[lot.nextInt(4)];
        this.entries = Rule.values()[lot.nextInt(4)];
        this.sector = lot.nextBoolean() ? 512 : 4096;
        this.ofTen = 1 + lot.nextInt(9);
    }

    static Survival by(Random lot) {
        return new Survival(lot);
    }

    /** How many of the unforced directory entries are kept at least, counted from the oldest, where they are kept in order. */
    int entriesOf(int count) {
        return entries == Rule.WHOLE_WRITES ? lot.nextInt(count + 1) : 0;
    }

    boolean keepsEntry(int index, int kept) {
        return switch (entries) {
            case NOTHING -> false;
            case EVERYTHING -> true;
            case WHOLE_WRITES -> index < kept;
            case SECTORS -> lot.nextBoolean();
        };
    }

    /** Whether a write, or a change of length, is kept where such are kept or lost as a whole. */
    boolean keepsWrite() {
        return switch (contents) {
            case NOTHING -> false;
            case EVERYTHING, SECTORS -> true;
            case WHOLE_WRITES -> lot.nextInt(10) < ofTen;
        };
    }

    boolean keepsSector() {
        return contents != Rule.SECTORS || lot.nextInt(10) < ofTen;
    }

    boolean keepsLength() {
        return switch (contents) {
            case NOTHING -> false;
            case EVERYTHING -> true;
            case WHOLE_WRITES, SECTORS -> lot.nextBoolean();
        };
    }

    int sector() {
        return sector;
    }
}

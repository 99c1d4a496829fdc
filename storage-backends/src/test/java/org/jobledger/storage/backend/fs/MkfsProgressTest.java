package org.jobledger.storage.backend.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MkfsProgressTest {
    /** What mke2fs 1.47.0 said to a pipe, with counts such as a slow disk has between the first and "done". */
    private static final String SAID = "Discarding device blocks:      0/262144" + back(13) + " 65536/262144" + back(13)
            + "131072/262144" + back(13) + " ".repeat(13) + back(13) + "done                            \n"
            + "Creating filesystem with 262144 1k blocks and 65536 inodes\n"
            + "Superblock backups stored on blocks: \n\t8193, 24577\n\n"
            + "Allocating group tables:  0/32" + back(5) + "     " + back(5) + "done                            \n"
            + "Writing inode tables:  0/32" + back(5) + " 8/32" + back(5) + "16/32" + back(5) + "done      \n"
            + "Creating journal (4096 blocks): done\n"
            + "Writing superblocks and filesystem accounting information:  0/32" + back(5) + "done\n\n";

    private static String back(int count) {
        return "\b".repeat(count);
    }

    private static List<Integer> told(int piece) {
        MkfsProgress progress = new MkfsProgress();
        List<Integer> told = new ArrayList<>();
        for (int from = 0; from < SAID.length(); from += piece) {
            progress.accept(SAID.substring(from, Math.min(SAID.length(), from + piece)));
            progress.tell(told::add);
        }
        return told;
    }

    @Test
    void eachStageIsAQuarterAndWhatIsCountedInItAPartOfThat() {
        assertThat(told(1).stream().distinct()).containsExactly(0, 62, 125, 250, 500, 562, 625, 750, 1000);
    }

    @Test
    void whereverThePiecesEndItNeverGoesBackAndEndsWithAll() {
        for (int piece = 1; piece < SAID.length() + 2; piece++) {
            assertThat(told(piece)).as("pieces of %s", piece).isSorted().endsWith(1000);
        }
    }

    @Test
    void aProgramThatSaysNothingOfTheKindTellsNothing() {
        MkfsProgress progress = new MkfsProgress();
        progress.accept("mkfs.fat 4.2 (2021-01-31)\nmeta-data=/dev/loop0 agcount=4 3/4\b done\n");
        progress.tell(share -> assertThat(share).isNull());
    }
}

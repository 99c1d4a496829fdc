package org.jobledger.storage.backend.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jobledger.storage.PartitionType;
import org.jobledger.storage.PoolSource.Extent;
import org.jobledger.storage.backend.disk.Partition.Kind;
import org.junit.jupiter.api.Test;

/** What parted 3.5 printed of loop devices. */
class PartitionTableTest {
    private static final long MIB = 1 << 20;

    private static final String DOS = """
            Model: Loopback device (loopback)
            Disk /dev/loop0: 67108864B
            Sector size (logical/physical): 512B/512B
            Partition Table: msdos
            Disk Flags:\s

            Number  Start      End        Size       Type      File system  Flags
                    1024B      1048575B   1047552B             Free Space
             1      1048576B   10485759B  9437184B   primary   ext4
             2      10485760B  62914559B  52428800B  extended               lba
                    10486784B  11489279B  1002496B             Free Space
             5      11534336B  20971519B  9437184B   logical
                    20971520B  22978559B  2007040B             Free Space
             6      23068672B  33554431B  10485760B  logical
                    33554432B  62914559B  29360128B            Free Space
                    62914560B  67108863B  4194304B             Free Space

            """;

    private static final String GPT = """
            Model: Loopback device (loopback)
            Disk /dev/loop0: 67108864B
            Sector size (logical/physical): 512B/4096B
            Partition Table: gpt
            Disk Flags:\s

            Number  Start      End        Size       File system  Name     Flags
                    17408B     1048575B   1031168B   Free Space
             1      1048576B   10485759B  9437184B                primary
                    10485760B  67091967B  56606208B  Free Space

            """;

    @Test
    void aDosTableHasItsPrimaryExtendedAndLogicalPartitions() {
        PartitionTable table = PartitionTable.parse(DOS);
        assertThat(table.label()).isEqualTo("msdos");
        assertThat(table.bytes()).isEqualTo(64 * MIB);
        assertThat(table.partitions())
                .containsExactly(
                        new Partition(1, new Extent(MIB, 10 * MIB), Kind.PRIMARY),
                        new Partition(2, new Extent(10 * MIB, 60 * MIB), Kind.EXTENDED),
                        new Partition(5, new Extent(11 * MIB, 20 * MIB), Kind.LOGICAL),
                        new Partition(6, new Extent(22 * MIB, 32 * MIB), Kind.LOGICAL));
        assertThat(table.free()).hasSize(5).contains(new Extent(60 * MIB, 64 * MIB));
        assertThat(table.allocated()).isEqualTo(28 * MIB);
        assertThat(table.lastLogical().orElseThrow().number()).isEqualTo(6);
    }

    @Test
    void aGptTableHasItsPartitionsAndFreeParts() {
        PartitionTable table = PartitionTable.parse(GPT);
        assertThat(table.partitions()).containsExactly(new Partition(1, new Extent(MIB, 10 * MIB), Kind.PRIMARY));
        assertThat(table.free()).containsExactly(new Extent(17408, MIB), new Extent(10 * MIB, 67_091_968));
    }

    @Test
    void aNameThatLooksLikeARowIsNotBelieved() {
        String forged = GPT.replace("primary", "a\n 2      2097152B   3145727B   1048576B             b");
        assertThatThrownBy(() -> PartitionTable.parse(forged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overlap");
        assertThatThrownBy(() -> PartitionTable.parse(GPT.replace("9437184B", "9437185B")))
                .hasMessageContaining("contradicts itself");
        assertThatThrownBy(() -> PartitionTable.parse("Error: /dev/loop0: unrecognised disk label"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNextPartitionGoesIntoTheSmallestPartWithRoomForIt() {
        PartitionTable dos = PartitionTable.parse(DOS);
        assertThat(NewPartition.in(dos, Kind.PRIMARY, PartitionType.NONE, 1))
                .contains(new NewPartition(3, Kind.PRIMARY, PartitionType.NONE, new Extent(60 * MIB, 61 * MIB)));
        assertThat(NewPartition.in(dos, Kind.PRIMARY, PartitionType.NONE, 5 * MIB))
                .isEmpty();
        assertThat(NewPartition.in(dos, Kind.LOGICAL, PartitionType.NONE, 5 * MIB))
                .contains(new NewPartition(7, Kind.LOGICAL, PartitionType.NONE, new Extent(33 * MIB, 38 * MIB)));
        assertThat(NewPartition.in(PartitionTable.parse(GPT), Kind.PRIMARY, PartitionType.NONE, 5 * MIB + 1))
                .contains(new NewPartition(2, Kind.PRIMARY, PartitionType.NONE, new Extent(10 * MIB, 16 * MIB)));
    }

    @Test
    void aDosTableWithFourPartitionsTakesLogicalOnesWhereItHasAnExtendedOne() {
        PartitionTable dos = PartitionTable.parse(DOS);
        assertThat(NewPartition.kind(dos, PartitionType.NONE)).contains(Kind.PRIMARY);
        List<Partition> four = new ArrayList<>(dos.partitions());
        four.add(new Partition(3, new Extent(60 * MIB, 61 * MIB), Kind.PRIMARY));
        four.add(new Partition(4, new Extent(61 * MIB, 62 * MIB), Kind.PRIMARY));
        assertThat(NewPartition.kind(new PartitionTable("msdos", 64 * MIB, 512, four, List.of()), PartitionType.NONE))
                .contains(Kind.LOGICAL);
        four.removeIf(partition -> partition.kind() != Kind.PRIMARY);
        four.add(new Partition(2, new Extent(62 * MIB, 63 * MIB), Kind.PRIMARY));
        assertThat(NewPartition.kind(new PartitionTable("msdos", 64 * MIB, 512, four, List.of()), PartitionType.NONE))
                .isEmpty();
    }

    /** Against tables at random: it is where nothing is, great enough, and on whole sectors. */
    @Test
    void theNextPartitionNeverTouchesAnother() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            List<Extent> free = freeAtRandom(random);
            long bytes = 1L + random.nextInt((int) (8 * MIB));
            PartitionTable table = new PartitionTable("gpt", 64 * MIB, 512, List.of(), free);
            Optional<NewPartition> made = NewPartition.in(table, Kind.PRIMARY, PartitionType.NONE, bytes);
            String where = "seed " + seed + ", round " + round + ": " + bytes + " in " + free;
            made.ifPresentOrElse(
                    next -> {
                        assertThat(next.extent().start() % MIB).as(where).isZero();
                        assertThat(next.extent().end() % 512).as(where).isZero();
                        assertThat(next.partition().size()).as(where).isBetween(bytes, bytes + 2 * MIB);
                        assertThat(free)
                                .as(where)
                                .anyMatch(part -> part.start() <= next.extent().start()
                                        && next.extent().end() <= part.end());
                    },
                    () -> assertThat(free).as(where).noneMatch(part -> part.end() - part.start() >= bytes + 2 * MIB));
        }
    }

    private static List<Extent> freeAtRandom(Random random) {
        List<Long> cuts = random.longs(2L * random.nextInt(5), 0, 64 * MIB / 512)
                .map(sector -> sector * 512)
                .boxed()
                .sorted(Comparator.naturalOrder())
                .toList();
        List<Extent> free = new ArrayList<>();
        for (int i = 0; i + 1 < cuts.size(); i += 2) {
            free.add(new Extent(cuts.get(i), cuts.get(i + 1)));
        }
        return free;
    }
}

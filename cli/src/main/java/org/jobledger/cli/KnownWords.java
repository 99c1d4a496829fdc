package org.jobledger.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jobledger.storage.ImageFormat;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.WipeAlgorithm;

/** The words that a parameter or an option can be, where there are not endlessly many, for the completion of shells. */
abstract class KnownWords implements Iterable<String> {

    abstract Stream<String> words();

    @Override
    public final Iterator<String> iterator() {
        return words().iterator();
    }

    /** Of the wipe algorithms. */
    static final class Wipes extends KnownWords {
        @Override
        Stream<String> words() {
            return Arrays.stream(WipeAlgorithm.values()).map(WipeAlgorithm::word);
        }
    }

    /** Of the types of pools. */
    static final class PoolTypes extends KnownWords {
        @Override
        Stream<String> words() {
            return Arrays.stream(PoolType.values()).map(PoolType::word);
        }
    }

    /** Of the types of pools whose sources can be looked for. */
    static final class FoundPoolTypes extends KnownWords {
        @Override
        Stream<String> words() {
            return Stream.of(PoolType.NETFS, PoolType.ISCSI, PoolType.GLUSTER, PoolType.LOGICAL)
                    .map(PoolType::word);
        }
    }

    /** Of the formats that sources of pools have, whatever their types. */
    static final class SourceFormats extends KnownWords {
        @Override
        Stream<String> words() {
            return Arrays.stream(PoolType.values())
                    .flatMap(type -> type.formats().stream())
                    .distinct();
        }
    }

    /** Of the ways in which pools log in. */
    static final class Logins extends KnownWords {
        @Override
        Stream<String> words() {
            return Stream.of("chap", "ceph");
        }
    }

    /** Of the formats of volumes. */
    static final class VolumeFormats extends KnownWords {
        @Override
        Stream<String> words() {
            return ImageFormat.words().stream();
        }
    }

    /** Of the types of events. */
    static final class Events extends KnownWords {
        static final List<String> ALL = List.of("lifecycle", "refresh");

        @Override
        Stream<String> words() {
            return ALL.stream();
        }
    }

    /** Of the ways to show progress. */
    static final class Styles extends KnownWords {
        @Override
        Stream<String> words() {
            return Arrays.stream(ProgressOption.Style.values())
                    .map(style -> style.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Of the shells whose completion there is. */
    static final class Shells extends KnownWords {
        static final List<String> ALL = List.of("bash");

        @Override
        Stream<String> words() {
            return ALL.stream();
        }
    }
}

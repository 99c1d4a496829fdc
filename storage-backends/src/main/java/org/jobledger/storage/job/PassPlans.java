package org.jobledger.storage.job;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jobledger.storage.WipeAlgorithm;

/** The passes of each algorithm, as {@code scrub} makes them. */
final class PassPlans {
    private static final Pass RANDOM = new Pass.Random();
    private static final Pass VERIFY = new Pass.Verify();

    private PassPlans() {}

    static List<Pass> of(WipeAlgorithm algorithm) {
        return switch (algorithm) {
            case ZERO -> patterns(0x00);
            case NNSA -> List.of(RANDOM, RANDOM, Pass.Pattern.of(0x00), VERIFY);
            case DOD -> List.of(RANDOM, Pass.Pattern.of(0x00), Pass.Pattern.of(0xff), VERIFY);
            case BSI -> patterns(0xff, 0xfe, 0xfd, 0xfb, 0xf7, 0xef, 0xdf, 0xbf, 0x7f);
            case GUTMANN -> gutmann();
            case SCHNEIER -> joined(Stream.of(patterns(0x00, 0xff), random(5)));
            case PFITZNER7 -> random(7);
            case PFITZNER33 -> random(33);
            case RANDOM -> random(1);
            case TRIM -> List.of(new Pass.Discard());
        };
    }

    /** Random noise around the patterns for the line codes MFM and RLL. */
    private static List<Pass> gutmann() {
        List<Pass> mfm = turned(0x92, 0x49, 0x24);
        List<Pass> rll = turned(0x6d, 0xb6, 0xdb);
        List<Pass> digits =
                patterns(IntStream.range(0, 16).map(digit -> digit * 0x11).toArray());
        return joined(Stream.of(random(4), patterns(0x55, 0xaa), mfm, digits, mfm, rll, random(4)));
    }

    private static List<Pass> turned(int a, int b, int c) {
        return List.of(new Pass.Pattern(a, b, c), new Pass.Pattern(b, c, a), new Pass.Pattern(c, a, b));
    }

    private static List<Pass> patterns(int... values) {
        return IntStream.of(values).<Pass>mapToObj(Pass.Pattern::of).toList();
    }

    private static List<Pass> random(int count) {
        return Collections.nCopies(count, RANDOM);
    }

    private static List<Pass> joined(Stream<List<Pass>> parts) {
        return parts.flatMap(List::stream).toList();
    }
}

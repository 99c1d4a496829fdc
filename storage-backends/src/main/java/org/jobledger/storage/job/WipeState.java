package org.jobledger.storage.job;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.WipeAlgorithm;

/**
 * Where a wipe is: everything before is on the disk for ever. This is its checkpoint.
 *
 * <p>The seed is in it so that random passes can be continued and verified. It is no secret: who reads it can tell the new contents of
 * the volume, and nothing of the old ones.
 *
 * @param algorithm the algorithm
 * @param pass the pass it is in, from 1
 * @param offset how far that pass is, bytes
 * @param size the size of the volume, bytes
 * @param seedHex what all its random passes are made from
 * @param fileKey the identity of the file
 */
record WipeState(WipeAlgorithm algorithm, int pass, long offset, long size, String seedHex, String fileKey) {

    /** Where a wipe begins, with a new seed. */
    static WipeState first(WipeAlgorithm algorithm, long size, String fileKey) {
        byte[] seed = new byte[Keystream.SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        return new WipeState(algorithm, 1, 0, size, HexFormat.of().formatHex(seed), fileKey);
    }

    static WipeState of(Document checkpoint) {
        return new WipeState(
                WipeAlgorithm.of(checkpoint.string("algorithm")),
                Math.toIntExact(checkpoint.integer("pass")),
                checkpoint.integer("offset"),
                checkpoint.integer("size"),
                checkpoint.string("seed"),
                checkpoint.string("file"));
    }

    Document document() {
        return Document.of(
                "algorithm", algorithm.word(),
                "pass", pass,
                "offset", offset,
                "size", size,
                "seed", seedHex,
                "file", fileKey);
    }

    WipeState at(int newPass, long newOffset) {
        return new WipeState(algorithm, newPass, newOffset, size, seedHex, fileKey);
    }

    List<Pass> plan() {
        return PassPlans.of(algorithm);
    }

    byte[] seed() {
        return HexFormat.of().parseHex(seedHex);
    }
}

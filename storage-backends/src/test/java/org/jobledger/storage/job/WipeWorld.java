package org.jobledger.storage.job;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.definition.Definitions;
import org.jobledger.storage.definition.PoolRecord;
import org.jobledger.storage.definition.VolumeRecord;
import org.jobledger.storage.definition.VolumeRecord.Condition;

/** One volume, one job that wipes it, and a disk and a ledger that can crash under it. */
final class WipeWorld {
    static final int BLOCK = 4096;
    static final Pace PACE = new Pace(BLOCK, 3L * BLOCK, 0, Duration.ofDays(1), false);
    static final PoolName POOL = new PoolName("p");
    static final VolumeName VOLUME = new VolumeName("v");

    final Trap trap = new Trap();
    final WipeAlgorithm algorithm;
    final ForgetfulDisk disk;
    final JobFixture job;
    final WipeHandler handler;
    final Definitions definitions;
    final byte[] before;

    WipeWorld(WipeAlgorithm algorithm, int size, boolean forceWorks) {
        this.algorithm = algorithm;
        before = new byte[size];
        new Random(size).nextBytes(before);
        disk = new ForgetfulDisk(before, trap, forceWorks);
        ResourcesFixture ledger = new ResourcesFixture(trap);
        definitions = new Definitions(ledger);
        definitions.put(new PoolRecord(PoolDefinition.dir("p", "/pool"), true));
        definitions.put(POOL, VOLUME, VolumeRecord.raw(size, Condition.READY, 3));
        job = new JobFixture(WipeHandler.parameters(new Target(POOL, VOLUME), algorithm), ledger, trap, disk::pass);
        ForgetfulPool onDisk = volume -> disk;
        handler = new WipeHandler(definitions, new Backends(List.of(onDisk)), PACE);
    }

    Document run() throws Exception {
        return job.attempt(handler);
    }

    /** Runs into a crash at this step, if it comes that far. */
    boolean crashes(long step, Random random) throws Exception {
        boolean crashed = trap.crashes(step, this::run);
        if (crashed) {
            disk.crash(random);
        }
        return crashed;
    }

    Condition condition() {
        return definitions.find(POOL, VOLUME).orElseThrow().condition();
    }

    /** What the last pass leaves, made the plainest way there is: the model that the handler is compared with. */
    byte[] expected() throws GeneralSecurityException {
        byte[] content = new byte[before.length];
        List<Pass> plan = PassPlans.of(algorithm);
        int last = plan.size() - (plan.get(plan.size() - 1) instanceof Pass.Verify ? 1 : 0);
        if (plan.get(last - 1) instanceof Pass.Pattern pattern) {
            int[] bytes = {pattern.first(), pattern.second(), pattern.third()};
            for (int i = 0; i < content.length; i++) {
                content[i] = (byte) bytes[i % 3];
            }
        } else if (plan.get(last - 1) instanceof Pass.Random) {
            content = random(job.checkpoint().orElseThrow().string("seed"), last);
        }
        return content;
    }

    private byte[] random(String seed, int pass) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(HexFormat.of().parseHex(seed));
        byte[] key = Arrays.copyOf(digest.digest(("pass " + pass).getBytes(StandardCharsets.US_ASCII)), 16);
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        return cipher.doFinal(new byte[before.length]);
    }
}

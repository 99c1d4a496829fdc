package org.jobledger.cli;

import java.util.EnumSet;
import java.util.Set;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vol-resize}. */
@Command(
        name = "vol-resize",
        description = "Change the size of a volume; what is added reads as zeros, unless it is encrypted.",
        footer = {"", "Example: jobledger vol-resize disk1 20G --pool images"})
final class VolResize extends Verb {

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Parameters(index = "1", paramLabel = "CAPACITY", description = "Its new size, such as 20G.")
    private String capacity = "";

    @Option(names = "--allocate", description = "Give what is added its place on the disk now.")
    private boolean allocate;

    @Option(names = "--delta", description = "CAPACITY is by how much it grows, or with --shrink shrinks.")
    private boolean delta;

    @Option(names = "--shrink", description = "It may become smaller, though not than what has its place on the disk.")
    private boolean shrink;

    @Mixin
    private SecretOption secret = new SecretOption();

    @Mixin
    private LongOptions options = new LongOptions();

    VolResize(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        long size = size();
        Set<ResizeOption> how = how();
        VolumeInfo found = find();
        session()
                .ledger()
                .rehearse(driver -> secret.on(driver, session()).resizeVolume(found.pool(), found.name(), size, how));
        try (StorageDriver driver = options.recover(session())) {
            return new LongCall(session(), options)
                    .run(
                            driver,
                            on -> secret.on(on, session()).resizeVolume(found.pool(), found.name(), size, how),
                            "Size of volume " + found.name() + " changed " + (delta ? shrink ? "by -" : "by " : "to ")
                                    + ByteSize.brief(size),
                            "'jobledger vol-info' shows the size it has now");
        }
    }

    /** A minus may stand before what it shrinks by, as in virsh. */
    private long size() {
        return Bytes.of(delta && shrink && capacity.startsWith("-") ? capacity.substring(1) : capacity)
                .count();
    }

    private Set<ResizeOption> how() {
        Set<ResizeOption> how = EnumSet.noneOf(ResizeOption.class);
        if (allocate) {
            how.add(ResizeOption.ALLOCATE);
        }
        if (delta) {
            how.add(ResizeOption.DELTA);
        }
        if (shrink) {
            how.add(ResizeOption.SHRINK);
        }
        return how;
    }

    private VolumeInfo find() {
        try (StorageDriver driver = session().ledger().inspect()) {
            return volume.find(driver);
        }
    }
}

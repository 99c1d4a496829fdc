package org.jobledger.cli;

import java.nio.file.Path;
import org.jobledger.engine.Job;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vol-create-as}. */
@Command(
        name = "vol-create-as",
        description = "Make a volume; a raw one gets its place on the disk.",
        footer = {
            "",
            "Sizes: K, M, G, T are powers of 1024; KB, MB, GB, TB powers of 1000; without a unit, bytes.",
            "Ctrl-C stops it and removes the volume.",
            "With --secret-file it is encrypted by LUKS, raw or within qcow2.",
            "Example: jobledger vol-create-as images disk1 10G --format qcow2"
        })
final class VolCreateAs extends Verb {
    private static final String RAW = "raw";
    private static final String USUAL_MODE = "0600";

    @Parameters(index = "0", paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The name of the new volume.")
    private String name = "";

    @Parameters(index = "2", paramLabel = "CAPACITY", description = "Its size, such as 10G.")
    private @Nullable Bytes capacity;

    @Option(names = "--allocation", paramLabel = "SIZE", description = "How much of it gets its place now; else all.")
    private @Nullable Bytes allocation;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = KnownWords.VolumeFormats.class,
            description = "How it is laid out: raw, qcow2, luks ...")
    private String format = RAW;

    @Option(
            names = "--backing-vol",
            paramLabel = "VOL",
            description = "The volume it is a change of: a name in this pool, or a path.")
    private @Nullable String backing;

    @Option(
            names = "--backing-vol-format",
            paramLabel = "FORMAT",
            completionCandidates = KnownWords.VolumeFormats.class,
            description = "The format of that volume; it must be what the ledger knows.")
    private @Nullable String backingFormat;

    @Option(
            names = "--prealloc-metadata",
            description = "Give the metadata of an image its place now, and its data too unless --allocation is less.")
    private boolean preallocated;

    @Option(
            names = "--mode",
            paramLabel = "OCTAL",
            description = "Who may read and write it.",
            defaultValue = USUAL_MODE)
    private String mode = USUAL_MODE;

    @Option(names = "--owner", paramLabel = "UID", description = "The number of the user it belongs to.")
    private @Nullable Long owner;

    @Option(names = "--group", paramLabel = "GID", description = "The number of the group it belongs to.")
    private @Nullable Long group;

    @Option(names = "--print-xml", description = "Print the XML and do nothing.")
    private boolean printXml;

    @Mixin
    private SecretOption secret = new SecretOption();

    @Mixin
    private LongOptions options = new LongOptions();

    VolCreateAs(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        if (printXml) {
            output().xml(xml());
            return ExitStatus.OK;
        }
        session().ledger().rehearse(driver -> Lookup.pool(driver, pool), driver -> create(driver));
        try (StorageDriver driver = options.recover(session())) {
            return new LongCall(session(), options)
                    .run(driver, this::create, "Vol " + name + " created", "there is no such volume now");
        }
    }

    /** As virsh prints it; who may use the volume is said by options that virsh has not, and is left out where it is the usual. */
    private String xml() {
        ElementText permissions = new ElementText("permissions");
        if (!mode.equals(USUAL_MODE)) {
            permissions.leaf("mode", mode);
        }
        permissions
                .insideIf(text(owner), id -> new ElementText("owner").text(id))
                .insideIf(text(group), id -> new ElementText("group").text(id));
        ElementText target = new ElementText("target");
        if (!format.equals(RAW)) {
            target.inside(new ElementText("format").with("type", format));
        }
        if (!permissions.isEmpty()) {
            target.inside(permissions);
        }
        ElementText volume = new ElementText("volume")
                .leaf("name", name)
                .leaf("capacity", String.valueOf(capacity == null ? 0 : capacity.count()))
                .insideIf(
                        text(allocation == null ? null : allocation.count()),
                        bytes -> new ElementText("allocation").text(bytes));
        if (!target.isEmpty()) {
            volume.inside(target);
        }
        if (backing != null) {
            try (StorageDriver driver = session().ledger().inspect()) {
                volume.inside(new ElementText("backingStore")
                        .leaf("path", under(driver, backing).path().toString())
                        .insideIf(backingFormat, said -> new ElementText("format").with("type", said)));
            }
        }
        return volume.toString();
    }

    private static @Nullable String text(@Nullable Long number) {
        return number == null ? null : number.toString();
    }

    private Job create(StorageDriver driver) {
        VolumeMode bits = VolumeMode.of(mode);
        long size = capacity == null ? 0 : capacity.count();
        VolumeRequest request = new VolumeRequest(
                new PoolName(pool),
                new VolumeName(name),
                size,
                allocation == null ? size : allocation.count(),
                new Permissions(bits.bits(), owner, group, null),
                format(driver));
        return secret.on(driver, session()).createVolume(request);
    }

    private VolumeFormat format(StorageDriver driver) {
        VolumeFormat asked = VolumeFormat.of(format).preallocated(preallocated);
        if (backing != null) {
            asked = asked.backedBy(
                    new VolumeFormat.Backing(under(driver, backing).path(), backingFormat));
        } else if (backingFormat != null) {
            throw new CommandException("usage", "--backing-vol-format needs --backing-vol");
        }
        return secret.given()
                ? asked.encrypted(
                        secret.encryption(Lookup.pool(driver, pool).target().resolve(name)))
                : asked;
    }

    private VolumeInfo under(StorageDriver driver, String named) {
        return named.startsWith("/") ? driver.volumeByPath(Path.of(named)) : Lookup.volume(driver, pool, named);
    }
}

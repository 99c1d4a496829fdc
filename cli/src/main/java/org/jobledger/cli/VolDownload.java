package org.jobledger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vol-download}. */
@Command(
        name = "vol-download",
        description = "Read a volume into a file; nobody can change the volume meanwhile.",
        footer = {
            "",
            "A file that is there is overwritten. Ctrl-C stops it: the file is not whole then.",
            "Example: jobledger vol-download disk1 /tmp/disk1.img --pool images --sparse"
        })
final class VolDownload extends Verb {
    private static final int BLOCK = 1 << 20;

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Parameters(index = "1", paramLabel = "FILE", description = "The file that is written.")
    private Path file = Path.of("");

    @Mixin
    private StreamOptions part = new StreamOptions();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    VolDownload(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        Path unused = session().file(file);
        VolumeInfo found = find();
        StreamRequest request = part.of(found, StreamRequest.UNKNOWN);
        session().ledger().rehearse(driver -> driver.download(request).close());
        try (StorageDriver driver = session().ledger().recover()) {
            return new StreamCall(session(), progress)
                    .run(
                            driver,
                            () -> driver.download(request),
                            VolumeDownload::job,
                            this::receive,
                            "Vol " + found.name() + " downloaded to " + file,
                            "the file is not whole");
        } catch (UncheckedIOException e) {
            throw new CommandException("file", "file '" + file + "' cannot be written: " + e.getMessage(), e);
        }
    }

    private void receive(VolumeDownload download) throws IOException {
        try (FileChannel out = opened()) {
            out.truncate(0);
            byte[] buffer = new byte[BLOCK];
            long at = 0;
            for (long hole = hole(download), got = 0; ; at += hole + got, hole = hole(download)) {
                got = download.read(buffer, 0, BLOCK);
                if (got < 0) {
                    at += hole;
                    break;
                }
                write(out, ByteBuffer.wrap(buffer, 0, (int) got), at + hole);
            }
            if (at > out.size()) {
                write(out, ByteBuffer.allocate(1), at - 1);
            }
            out.force(true);
        }
    }

    private long hole(VolumeDownload download) throws IOException {
        return part.sparse() ? download.skipHole() : 0;
    }

    /** A new file is its owner's alone: it holds what a volume holds. */
    private FileChannel opened() {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            Path here = session().file(file);
            return Files.exists(here, LinkOption.NOFOLLOW_LINKS)
                    ? FileChannel.open(here, StandardOpenOption.WRITE)
                    : FileChannel.open(
                            here,
                            options,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(FileChannel out, ByteBuffer data, long offset) {
        try {
            for (long at = offset; data.hasRemaining(); ) {
                at += out.write(data, at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private VolumeInfo find() {
        try (StorageDriver driver = session().ledger().inspect()) {
            return volume.find(driver);
        }
    }
}

package org.jobledger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeInfo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vol-download}. */
@Command(
        name = "vol-download",
        description = "Read a volume into a file; nobody can change the volume meanwhile.",
        footer = {
            "",
            "A file that is there is overwritten; after Ctrl-C it is not whole. A new one is removed again then.",
            "Example: jobledger vol-download disk1 /tmp/disk1.img --pool images --sparse"
        })
final class VolDownload extends Verb {
    private static final int BLOCK = 1 << 20;

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Parameters(index = "1", paramLabel = "FILE", description = "The file that is written; - is standard output.")
    private Path file = Path.of("");

    @Mixin
    private StreamOptions part = new StreamOptions();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    private volatile @Nullable UncheckedIOException failure;

    VolDownload(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        VolumeInfo found = find();
        StreamRequest request = part.of(found, StreamRequest.UNKNOWN);
        session().ledger().rehearse(driver -> driver.download(request).close());
        OutputFile out = OutputFile.open(session(), file);
        ExitStatus status = ExitStatus.FAILED;
        try (StorageDriver driver = session().ledger().recover()) {
            // Among the bytes on standard output no sentence may stand.
            Session told = OutputFile.isStandardOutput(file) ? session().tellingOnErrors() : session();
            status = new StreamCall(told, progress)
                    .run(
                            driver,
                            on -> on.download(request),
                            VolumeDownload::job,
                            download -> receive(download, out),
                            "Vol " + found.name() + " downloaded to " + file,
                            () -> cut(out));
            return status;
        } catch (UncheckedIOException e) {
            throw OutputFile.unwritable(file, e);
        } finally {
            out.close(status == ExitStatus.OK);
        }
    }

    /** Where this side failed, that is what there is to say. */
    private String cut(OutputFile out) {
        UncheckedIOException ours = failure;
        if (ours != null) {
            throw ours;
        }
        return out.created() ? "the file is not there now" : "the file is not whole";
    }

    private void receive(VolumeDownload download, OutputFile out) throws IOException {
        try {
            out.clear();
            byte[] buffer = new byte[BLOCK];
            long at = 0;
            while (true) {
                at += part.sparse() && out.hasPlaces() ? download.skipHole() : 0;
                int got = download.read(buffer, 0, BLOCK);
                if (got < 0) {
                    break;
                }
                out.write(buffer, got, at);
                at += got;
            }
            out.finish(at);
        } catch (UncheckedIOException e) {
            failure = e;
            throw e;
        }
    }

    private VolumeInfo find() {
        try (StorageDriver driver = session().ledger().inspect()) {
            return volume.find(driver);
        }
    }
}

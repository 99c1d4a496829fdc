package org.jobledger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeUpload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vol-upload}. */
@Command(
        name = "vol-upload",
        description = "Write a file to a volume, which nobody else can use meanwhile.",
        footer = {
            "",
            "Ctrl-C stops it: the contents of the volume are undefined then.",
            "Example: jobledger vol-upload disk1 /tmp/disk1.img --pool images --sparse"
        })
final class VolUpload extends Verb {
    private static final int BLOCK = 1 << 20;

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Parameters(index = "1", paramLabel = "FILE", description = "The file that is read; - is standard input.")
    private Path named = Path.of("");

    @Mixin
    private StreamOptions part = new StreamOptions();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    VolUpload(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        VolumeInfo found = find();
        InputFile file = new InputFile(session(), named);
        try (InputStream in = file.open()) {
            StreamRequest request = part.of(found, file.size());
            session().ledger().rehearse(driver -> driver.upload(request).close());
            try (StorageDriver driver = session().ledger().recover()) {
                return new StreamCall(session(), progress)
                        .run(
                                driver,
                                on -> on.upload(request),
                                VolumeUpload::job,
                                upload -> send(in, upload, request.length()),
                                "Vol " + found.name() + " uploaded from " + file,
                                () -> LongCall.afterwards(driver, found, "upload again or delete it"));
            }
        } catch (IOException | UncheckedIOException e) {
            throw file.unreadable(e);
        }
    }

    private void send(InputStream in, VolumeUpload upload, long length) throws IOException, InterruptedException {
        byte[] buffer = new byte[BLOCK];
        long left = length == StreamRequest.UNKNOWN ? Long.MAX_VALUE : length;
        for (int got = in.readNBytes(buffer, 0, (int) Math.min(BLOCK, left));
                got > 0;
                got = in.readNBytes(buffer, 0, (int) Math.min(BLOCK, left))) {
            if (part.sparse() && isZero(buffer, got)) {
                upload.skip(got);
            } else {
                upload.write(buffer, 0, got);
            }
            left -= got;
        }
        upload.commit();
    }

    private static boolean isZero(byte[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            if (buffer[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private VolumeInfo find() {
        try (StorageDriver driver = session().ledger().inspect()) {
            return volume.find(driver);
        }
    }
}

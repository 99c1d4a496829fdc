package org.jobledger.cli;

import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeInfo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a volume is carried, as virsh says it. */
final class StreamOptions {

    @Option(names = "--offset", paramLabel = "SIZE", description = "Where in the volume it begins.")
    private @Nullable Bytes offset;

    @Option(names = "--length", paramLabel = "SIZE", description = "How much; else all.")
    private @Nullable Bytes length;

    @Option(names = "--sparse", description = "Keep holes as holes.")
    private boolean sparse;

    @Option(names = "--sha256", paramLabel = "HEX", description = "Fail unless the bytes have this SHA-256.")
    private @Nullable String sha256;

    boolean sparse() {
        return sparse;
    }

    /** How much was asked for; {@link StreamRequest#UNKNOWN} where nothing is said. */
    long length() {
        return length == null || length.count() == 0 ? StreamRequest.UNKNOWN : length.count();
    }

    /** The part of a volume; as long as is given where nothing is said. */
    StreamRequest of(VolumeInfo volume, long usualLength) {
        StreamRequest all = StreamRequest.of(volume.pool(), volume.name());
        StreamRequest from = offset == null ? all : all.from(offset.count());
        long bytes = length() == StreamRequest.UNKNOWN ? usualLength : length();
        StreamRequest part = bytes == StreamRequest.UNKNOWN ? from : from.length(bytes);
        return sha256 == null ? part : part.checking(sha256);
    }
}

package org.jobledger.storage.job;

import org.jobledger.engine.event.Document;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.StreamRequest;

/** Which part of a volume the stream of a job carries, in its parameters. */
public final class StreamParameters {
    private StreamParameters() {}

    /** What a job is told. */
    public static Document of(StreamRequest request, Pipe pipe) {
        return Document.of(
                "pool", request.pool().text(),
                "volume", request.volume().text(),
                "offset", request.offset(),
                "length", request.length(),
                "sha256", request.sha256(),
                "stream", pipe.token());
    }

    static StreamRequest of(Document parameters) {
        Target target = Target.of(parameters);
        return new StreamRequest(
                target.pool(),
                target.volume(),
                parameters.integer("offset"),
                parameters.integer("length"),
                parameters.string("sha256"));
    }

    /**
     * Checks that a part lies in a volume of this size.
     *
     * @return the byte after its last, or the size where the length is not known
     * @throws InvalidValueException if it does not
     */
    public static long requireInside(StreamRequest request, long size) {
        if (request.offset() > size) {
            throw new InvalidValueException("offset " + request.offset() + " is beyond the end of volume '"
                    + request.volume() + "' of " + size + " bytes");
        }
        long end = request.length() == StreamRequest.UNKNOWN ? size : request.offset() + request.length();
        if (end > size) {
            throw new InvalidValueException("bytes " + request.offset() + " to " + end + " are not all in volume '"
                    + request.volume() + "' of " + size + " bytes");
        }
        return end;
    }
}

package org.jobledger.storage.backend.rbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jobledger.storage.io.ProgramPipe;

/** A program of {@link ModelOfCeph} that takes changes of an image and makes each as soon as it has all of it, or one that says something. */
final class ModelPipe implements ProgramPipe {
    private static final byte[] BANNER = "rbd diff v1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 17;

    private final ModelImage image;
    private final ByteBuffer says;
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private boolean begun;
    private boolean ended;

    private ModelPipe(ModelImage image, ByteBuffer says) {
        this.image = image;
        this.says = says;
    }

    static ModelPipe taking(ModelImage image) {
        return new ModelPipe(image, ByteBuffer.allocate(0));
    }

    static ModelPipe saying(ModelImage image, ByteBuffer what) {
        return new ModelPipe(image, what);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(rest.remaining() + source.remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(rest)
                .put(source)
                .flip();
        boolean more = true;
        while (more) {
            more = begun ? step(all) : begins(all);
        }
        rest = all;
    }

    private boolean begins(ByteBuffer all) throws IOException {
        if (all.remaining() < BANNER.length) {
            return false;
        }
        byte[] banner = new byte[BANNER.length];
        all.get(banner);
        if (!Arrays.equals(banner, BANNER)) {
            throw new IOException("rbd: invalid or unexpected diff banner");
        }
        begun = true;
        return true;
    }

    private boolean step(ByteBuffer all) throws IOException {
        int at = all.position();
        ended |= all.hasRemaining() && all.get(at) == 'e';
        if (ended || all.remaining() < HEADER) {
            return false;
        }
        int offset = Math.toIntExact(all.getLong(at + 1));
        int length = Math.toIntExact(all.getLong(at + 9));
        if (offset + length > image.bytes.length) {
            throw new IOException("rbd: import-diff failed: (22) Invalid argument");
        }
        return switch (all.get(at)) {
            case 'z' -> {
                image.zero(offset, length);
                all.position(at + HEADER);
                yield true;
            }
            case 'w' -> {
                boolean whole = all.remaining() >= HEADER + length;
                if (whole) {
                    byte[] data = new byte[length];
                    all.position(at + HEADER).get(data);
                    image.write(offset, data);
                }
                yield whole;
            }
            default -> throw new IOException("unrecognized tag byte " + all.get(at) + " in stream; skipping");
        };
    }

    @Override
    public int read(ByteBuffer target) {
        if (!says.hasRemaining()) {
            return -1;
        }
        int count = Math.min(says.remaining(), target.remaining());
        target.put(says.slice().limit(count));
        says.position(says.position() + count);
        return count;
    }

    @Override
    public void finish() throws IOException {
        if (!ended) {
            throw new IOException("rbd ended with status 74: rbd: import-diff failed: (74) Bad message");
        }
    }

    @Override
    public void close() {}
}

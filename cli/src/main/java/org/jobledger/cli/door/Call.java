package org.jobledger.cli.door;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command line, and what of its surroundings its output depends on.
 *
 * <pre>
 * int     magic "JLDR"
 * int     version of all that follows, and of the frames: 1
 * string  build of the command            (int length, UTF-8)
 * int     number of arguments, then each as a string
 * string  working directory
 * string  user
 * string  charset
 * string  time zone
 * byte    debug
 * 2 x     bool terminal, int columns, int rows, bool unicode, bool colour
 * </pre>
 *
 * @param build the release of the command, for messages
 * @param arguments the command line without the command's own name
 * @param directory the working directory, absolute
 * @param user who calls, as the command says
 * @param charset the charset of its terminal
 * @param zone its time zone
 * @param debug whether stack traces are wanted
 * @param out where its results are shown
 * @param err where everything else is shown
 */
public record Call(
        String build,
        List<String> arguments,
        String directory,
        String user,
        String charset,
        String zone,
        boolean debug,
        View out,
        View err) {
    static final int VERSION = 1;
    private static final int MAGIC = 0x4a4c4452;
    private static final int MOST_ARGUMENTS = 4096;
    /** All of a call must fit into one frame. */
    private static final int LARGEST_TEXT = Frame.LARGEST;

    /** Copies the arguments. */
    public Call {
        arguments = List.copyOf(arguments);
    }

    Frame frame() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        text(out, build);
        out.writeInt(arguments.size());
        for (String argument : arguments) {
            text(out, argument);
        }
        for (String text : List.of(directory, user, charset, zone)) {
            text(out, text);
        }
        out.writeBoolean(debug);
        view(out, this.out);
        view(out, err);
        if (bytes.size() > Frame.LARGEST || arguments.size() > MOST_ARGUMENTS) {
            throw new RefusedException(
                    "usage",
                    "the command line is too long: " + arguments.size() + " arguments, " + bytes.size() + " bytes");
        }
        return new Frame(FrameType.CALL, ByteBuffer.wrap(bytes.toByteArray()));
    }

    /**
     * Reads a call.
     *
     * @throws RefusedException if the command speaks another version
     * @throws IOException if it is none
     */
    static Call of(Frame frame) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame.bytes()));
        if (frame.type() != FrameType.CALL || in.readInt() != MAGIC) {
            throw new IOException("a connection must begin with a call");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new RefusedException(
                    "version",
                    "the owner of the ledger, process "
                            + ProcessHandle.current().pid() + ", speaks version " + VERSION
                            + " at its door and this command version " + version + ": use the same release");
        }
        String build = text(in);
        int count = count(in, MOST_ARGUMENTS);
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(text(in));
        }
        return new Call(build, arguments, text(in), text(in), text(in), text(in), in.readBoolean(), view(in), view(in));
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[Math.min(count(in, LARGEST_TEXT), in.available())];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int count(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IOException("a count of " + count + " in a call; it may be " + most);
        }
        return count;
    }

    private static void view(DataOutputStream out, View view) throws IOException {
        out.writeBoolean(view.terminal());
        out.writeInt(view.columns());
        out.writeInt(view.rows());
        out.writeBoolean(view.unicode());
        out.writeBoolean(view.colour());
    }

    private static View view(DataInputStream in) throws IOException {
        return new View(in.readBoolean(), in.readInt(), in.readInt(), in.readBoolean(), in.readBoolean());
    }
}

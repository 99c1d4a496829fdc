package org.jobledger.cli.door;

import java.io.IOException;
import java.util.Arrays;

/** What a frame carries. The codes are pinned: owner and command may be of different builds. */
enum FrameType {
    /** From the command, first: a {@link Call}. */
    CALL('C'),
    /** From the command: Ctrl-C was pressed. */
    INTERRUPT('I'),
    /** From the command: the terminal has another size now; the columns of results and of the rest, and the rows. */
    RESIZED('W'),
    /** From the command: bytes of its standard input, answering NEED_INPUT; none at its end. */
    INPUT('D'),
    /** From the owner: the call is accepted and runs. */
    ACCEPTED('A'),
    /** From the owner: it is not; a code and a sentence. */
    REFUSED('R'),
    /** From the owner: bytes for standard output. */
    OUT('O'),
    /** From the owner: bytes for standard error. */
    ERR('E'),
    /** From the owner: as many bytes of standard input are wanted, at most; a number. */
    NEED_INPUT('N'),
    /** From the owner, last: the exit status; a number. */
    EXIT('X');

    private final byte code;

    FrameType(char code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static FrameType of(byte code) throws IOException {
        return Arrays.stream(values())
                .filter(type -> type.code == code)
                .findFirst()
                .orElseThrow(() -> new IOException("no frame begins with byte " + code));
    }
}

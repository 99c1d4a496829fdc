package org.jobledger.cli;

import org.jobledger.cli.text.ByteSize;

/**
 * A size on the command line.
 *
 * @param count bytes
 */
record Bytes(long count) {

    /**
     * The size that a text stands for, as virsh reads it.
     *
     * @throws CommandException if it is none
     */
    static Bytes of(String text) {
        try {
            return new Bytes(ByteSize.parse(text));
        } catch (IllegalArgumentException e) {
            throw new CommandException("invalid-value", String.valueOf(e.getMessage()), e);
        }
    }
}

package org.jobledger.storage.backend.fs;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what mke2fs(8) says while it works, which it says at once and to a pipe as to a terminal: for each of its stages a line "Writing
 * inode tables: ", then once a second {@code 12/32} and as many backspaces, then "done". Each stage counts as a quarter. Other programs
 * that make file systems say nothing of the kind. Heard by one thread, told by another.
 */
final class MkfsProgress implements Consumer<String> {
    private static final List<String> STAGES = List.of(
            "Discarding device blocks: ",
            "Allocating group tables: ",
            "Writing inode tables: ",
            "Writing superblocks and filesystem accounting information: ");

    private static final int ALL = 1000;
    private static final int EACH = ALL / STAGES.size();
    private static final String DONE = "done";

    /** With the backspace behind it, so that it is whole. */
    private static final Pattern COUNT = Pattern.compile("(\\d+)/(\\d+)\b");

    /** Of a line that goes on and on; a count and its backspaces are shorter. */
    private static final int LONGEST = 200;

    private static final int NOTHING = -1;

    private String line = "";
    private int stage = NOTHING;
    private volatile int thousandths = NOTHING;

    @Override
    public void accept(String piece) {
        String[] lines = (line + piece).split("\n", -1);
        for (String one : lines) {
            heard(one);
        }
        String last = lines[lines.length - 1];
        line = last.length() <= LONGEST ? last : last.substring(last.length() - LONGEST);
    }

    private void heard(String text) {
        for (int known = stage + 1; known < STAGES.size(); known++) {
            if (text.startsWith(STAGES.get(known))) {
                stage = known;
            }
        }
        if (stage == NOTHING) {
            return;
        }
        double share = 0;
        for (Matcher count = COUNT.matcher(text); count.find(); ) {
            share = Double.parseDouble(count.group(1)) / Math.max(1, Double.parseDouble(count.group(2)));
        }
        int now = EACH * stage + (int) (EACH * (text.contains(DONE) ? 1 : Math.min(1, share)));
        thousandths = Math.max(thousandths, now);
    }

    /** Tells how far it is; nothing where it has not said so. */
    void tell(IntConsumer share) {
        int now = thousandths;
        if (now != NOTHING) {
            share.accept(now);
        }
    }
}

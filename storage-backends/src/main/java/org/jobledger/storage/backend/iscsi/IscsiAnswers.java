package org.jobledger.storage.backend.iscsi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What iscsiadm says. */
final class IscsiAnswers {
    /** Its status where there is nothing to be listed (iscsiadm(8): ISCSI_ERR_NO_OBJS_FOUND). */
    static final int NOTHING = 21;

    private static final Pattern SESSION = Pattern.compile("\\S+:\\s+\\[(\\d+)]\\s+\\S+\\s+(\\S+).*");

    private IscsiAnswers() {}

    /** The number of the session with a target. */
    static Optional<String> session(String said, String target) {
        return said.lines()
                .map(line -> SESSION.matcher(line.strip()))
                .filter(Matcher::matches)
                .filter(session -> session.group(2).equals(target))
                .map(session -> session.group(1))
                .findFirst();
    }

    /** The interface that speaks as an initiator. */
    static Optional<String> face(String said, String initiator) {
        return said.lines()
                .map(String::strip)
                .filter(line -> line.indexOf(' ') > 0 && line.endsWith("," + initiator))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst();
    }
}

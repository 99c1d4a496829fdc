package org.jobledger.storage.backend.rbd;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.storage.backend.Space;

/** What the programs of Ceph say in JSON (the fields are those of src/tools/rbd/action of Ceph and of {@code ceph df}). */
final class RbdAnswers {
    private static final String TEXT = "\"([^\"\\\\]*)\"";

    private static final Pattern ENTRY = Pattern.compile(
            ("\\{\"image\": *T,\"id\": *T,(?:\"snapshot\": *T,\"snapshot_id\": *\\d+,)?\"size\": *(\\d+),"
                            + "(?:\"parent\": *\\{\"pool\": *T,\"pool_namespace\": *\"[^\"]*\",\"image\": *T,\"snapshot\": *T[^}]*\\},)?"
                            + "\"format\": *\\d+(?:,\"protected\": *T)?")
                    .replace("T", TEXT)
                    .replace(",", ",\\s*")
                    .replace("{\"", "{\\s*\""));

    private static final Pattern WATCHER = Pattern.compile("\"address\":\\s*" + TEXT + ",\\s*\"client\":\\s*(\\d+)");

    private RbdAnswers() {}

    /** The images of a pool and their snapshots; names that JSON must mask are left out. */
    static List<RbdEntry> entries(String said) {
        return ENTRY.matcher(said).results().map(RbdAnswers::entry).toList();
    }

    private static RbdEntry entry(MatchResult found) {
        String snapshot = found.group(3) == null ? "" : found.group(3);
        String parent = found.group(5) == null ? "" : found.group(5) + "/" + found.group(6) + "@" + found.group(7);
        return new RbdEntry(
                found.group(1),
                found.group(2),
                snapshot,
                Long.parseLong(found.group(4)),
                parent,
                "true".equals(found.group(8)));
    }

    /** Who has an image open to write to it, for people; empty where nobody has. */
    static Optional<String> watcher(String said) {
        return WATCHER.matcher(said)
                .results()
                .findFirst()
                .map(watcher -> "client." + watcher.group(2) + " at " + watcher.group(1));
    }

    /**
     * An image, of what is said of it alone.
     *
     * @throws IllegalArgumentException if something is missing
     */
    static RbdEntry image(String said) {
        return new RbdEntry(text(said, "name"), text(said, "id"), "", number(said, "size"), "", false);
    }

    /**
     * What an image is now: its identity, and when it was written to last.
     *
     * @throws IllegalArgumentException if something is missing
     */
    static String version(String said) {
        return text(said, "id") + ",size=" + number(said, "size") + ",modified=" + text(said, "modify_timestamp");
    }

    /**
     * The room of the cluster, and what the pool takes of it.
     *
     * @throws IllegalArgumentException if the cluster has no such pool, or something is missing
     */
    static Space room(String pool, String said) {
        Matcher its = Pattern.compile(
                        "\"name\":\\s*\"" + Pattern.quote(pool) + "\",\\s*\"id\":\\s*\\d+,\\s*\"stats\":\\s*\\{([^}]*)")
                .matcher(said);
        if (!its.find()) {
            throw new IllegalArgumentException("there is no pool '" + pool + "'");
        }
        return new Space(
                number(said, "total_bytes"), number(its.group(1), "bytes_used"), number(said, "total_avail_bytes"));
    }

    private static long number(String said, String field) {
        return Long.parseLong(field(said, field, "(\\d+)"));
    }

    private static String text(String said, String field) {
        return field(said, field, TEXT);
    }

    private static String field(String said, String field, String value) {
        Matcher found = Pattern.compile("\"" + field + "\":\\s*" + value).matcher(said);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + field);
        }
        return found.group(1);
    }
}

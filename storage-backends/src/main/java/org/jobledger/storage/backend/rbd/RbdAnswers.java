package org.jobledger.storage.backend.rbd;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobledger.storage.backend.RemoteVolume;
import org.jobledger.storage.backend.Space;

/** What the programs of Ceph say in JSON (the fields are those of src/tools/rbd/action/List.cc and of {@code ceph df}). */
final class RbdAnswers {
    /** Of a snapshot another field stands between the id and the size. */
    private static final Pattern IMAGE =
            Pattern.compile("\"image\":\\s*\"([^\"\\\\]+)\",\\s*\"id\":\\s*\"([^\"\\\\]+)\",\\s*\"size\":\\s*(\\d+)");

    private RbdAnswers() {}

    /** The images of a pool; names that JSON must mask are left out. */
    static List<RemoteVolume> images(String pool, String said) {
        return IMAGE.matcher(said)
                .results()
                .map(image -> {
                    long size = Long.parseLong(image.group(3));
                    return new RemoteVolume(image.group(1), pool + "/" + image.group(1), size, size, image.group(2));
                })
                .toList();
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
        Matcher found = Pattern.compile("\"" + field + "\":\\s*(\\d+)").matcher(said);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + field);
        }
        return Long.parseLong(found.group(1));
    }
}

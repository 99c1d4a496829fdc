package org.jobledger.storage.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command lines of qemu-img(1). Files are given by absolute paths, so that none is taken for an option or a protocol; a secret is
 * read from the standard input and stands in no command line.
 */
public final class QemuImg {
    private static final String PROGRAM = "qemu-img";
    private static final String SECRET = "secret,id=sec0,file=/dev/stdin";

    private QemuImg() {}

    /**
     * An image to be made.
     *
     * @param path where, absolute
     * @param format "qcow2" ...
     * @param capacity the size a guest sees, bytes
     * @param backing the image it is a change of, or null
     * @param options of the format, such as cluster_size; a value may have commas
     */
    public record Image(
            Path path,
            String format,
            long capacity,
            @Nullable Backing backing,
            Map<String, String> options) {
        /** Copies the options, in their order. */
        public Image {
            options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
            requireAbsolute(path);
        }
    }

    /**
     * An image that another is a change of.
     *
     * @param path where, absolute
     * @param format its format, never guessed
     */
    public record Backing(Path path, String format) {
        /** Checks the path. */
        public Backing {
            requireAbsolute(path);
        }
    }

    /** Makes an image; where it is encrypted, the secret is read from the standard input. */
    public static List<String> create(Image image, boolean encrypted) {
        List<String> line = new ArrayList<>(List.of(PROGRAM, "create", "-q", "-f", image.format()));
        Map<String, String> options = new LinkedHashMap<>(image.options());
        Backing backing = image.backing();
        if (backing != null) {
            options.put("backing_file", backing.path().toString());
            options.put("backing_fmt", backing.format());
        }
        if (encrypted) {
            line.addAll(List.of("--object", SECRET));
            options.put(image.format().equals("luks") ? "key-secret" : "encrypt.key-secret", "sec0");
        }
        if (!options.isEmpty()) {
            line.addAll(List.of("-o", joined(options)));
        }
        line.add(image.path().toString());
        line.add(Long.toString(image.capacity()));
        return line;
    }

    /** Copies an image into another format, saying how far it is; see {@link QemuProgress}. */
    public static List<String> convert(Path source, String sourceFormat, Image target) {
        requireAbsolute(source);
        List<String> line = new ArrayList<>(List.of(
                PROGRAM, "convert", "-p", "-t", "none", "-T", "none", "-f", sourceFormat, "-O", target.format()));
        if (!target.options().isEmpty()) {
            line.addAll(List.of("-o", joined(target.options())));
        }
        line.addAll(List.of(source.toString(), target.path().toString()));
        return line;
    }

    /** Gives an image another capacity; what is beyond a smaller one is lost. */
    public static List<String> resize(Path path, String format, long capacity, boolean shrink) {
        requireAbsolute(path);
        List<String> line = new ArrayList<>(List.of(PROGRAM, "resize", "-q", "-f", format));
        if (shrink) {
            line.add("--shrink");
        }
        line.addAll(List.of(path.toString(), Long.toString(capacity)));
        return line;
    }

    /** What an image says of itself, as JSON; an image in use may be asked too. */
    public static List<String> info(Path path, String format) {
        requireAbsolute(path);
        return List.of(PROGRAM, "info", "-U", "--output=json", "-f", format, path.toString());
    }

    /** A comma in a value is doubled. */
    private static String joined(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue().replace(",", ",,"))
                .reduce((left, right) -> left + "," + right)
                .orElse("");
    }

    private static void requireAbsolute(Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("path of an image is not absolute: '" + path + "'");
        }
    }
}

package org.jobledger.storage.io;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command lines of qemu-img(1). Files are given by absolute paths, so that none is taken for an option or a protocol; formats are
 * always said, never guessed; secrets stand in no command line, see {@link QemuSecrets}.
 */
public final class QemuImg {
    /** The program. */
    public static final String PROGRAM = "qemu-img";

    private QemuImg() {}

    /** Whether it is installed, where programs are looked for. */
    public static boolean installed() {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, PROGRAM)));
    }

    /**
     * An image to be made.
     *
     * @param path where, absolute
     * @param format "qcow2" ...
     * @param capacity the size a guest sees, bytes
     * @param backing the image it is a change of, or null
     * @param options of the format, such as cluster_size; a value may have commas
     * @param secret the name of the secret it is encrypted with, or null
     */
    public record Image(
            Path path,
            String format,
            long capacity,
            @Nullable Backing backing,
            Map<String, String> options,
            @Nullable String secret) {
        /** Copies the options, in their order. */
        public Image {
            options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
            requireAbsolute(path);
        }

        /** One that is not encrypted. */
        public Image(Path path, String format, long capacity, @Nullable Backing backing, Map<String, String> options) {
            this(path, format, capacity, backing, options, null);
        }

        private List<String> optionsArgument() {
            Map<String, String> all = new LinkedHashMap<>(options);
            if (backing != null) {
                all.put("backing_file", backing.path().toString());
                all.put("backing_fmt", backing.format());
            }
            if (secret != null) {
                all.put(format.equals("luks") ? "key-secret" : "encrypt.key-secret", secret);
            }
            return all.isEmpty() ? List.of() : List.of("-o", joined(all));
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

    /**
     * An image that is read.
     *
     * @param path where, absolute
     * @param format its format, never guessed
     * @param secret the name of the secret it is encrypted with, or null
     */
    public record Source(Path path, String format, @Nullable String secret) {
        /** Checks the path. */
        public Source {
            requireAbsolute(path);
        }

        private List<String> arguments() {
            if (secret == null) {
                return List.of("-f", format);
            }
            Map<String, String> options = new LinkedHashMap<>();
            options.put("driver", format);
            if (format.equals("luks")) {
                options.put("key-secret", secret);
            } else {
                options.put("encrypt.format", "luks");
                options.put("encrypt.key-secret", secret);
            }
            options.put("file.driver", "file");
            options.put("file.filename", path.toString());
            return List.of("--image-opts", joined(options));
        }
    }

    /** Makes an image; a backing image is not looked at, whose capacity is known. */
    public static List<String> create(Image image, QemuSecrets secrets) {
        List<String> line = new ArrayList<>(List.of(PROGRAM, "create", "-q", "-f", image.format()));
        if (image.backing() != null) {
            line.add("-u");
        }
        line.addAll(secrets.arguments());
        line.addAll(image.optionsArgument());
        line.add(image.path().toString());
        line.add(Long.toString(image.capacity()));
        return line;
    }

    /**
     * Copies an image into another format, saying how far it is; see {@link QemuProgress}.
     *
     * @param pastCache whether the copy is written past the page cache
     */
    public static List<String> convert(Source source, Image target, boolean pastCache, QemuSecrets secrets) {
        return convert(source, target, pastCache, target.optionsArgument(), secrets);
    }

    /** The same into an image that is there, of the capacity of the source or more; what is beyond stays as it is. */
    public static List<String> convertInto(Source source, Image target, boolean pastCache, QemuSecrets secrets) {
        return convert(source, target, pastCache, List.of("-n"), secrets);
    }

    private static List<String> convert(
            Source source, Image target, boolean pastCache, List<String> how, QemuSecrets secrets) {
        List<String> line = new ArrayList<>(List.of(PROGRAM, "convert", "-p", "-t", pastCache ? "none" : "writeback"));
        line.addAll(secrets.arguments());
        List<String> from = source.arguments();
        line.addAll(from.subList(0, source.secret() == null ? from.size() : 1));
        line.addAll(List.of("-O", target.format()));
        line.addAll(how);
        line.add(source.secret() == null ? source.path().toString() : from.get(1));
        line.add(target.path().toString());
        return line;
    }

    /**
     * Gives an image another capacity; what is beyond a smaller one is lost.
     *
     * @param preallocation such as "falloc", for what is added
     */
    public static List<String> resize(
            Source image, long capacity, boolean shrink, String preallocation, QemuSecrets secrets) {
        List<String> line = new ArrayList<>(List.of(PROGRAM, "resize", "-q"));
        line.addAll(secrets.arguments());
        List<String> arguments = image.arguments();
        line.addAll(arguments.subList(0, image.secret() == null ? arguments.size() : 1));
        if (shrink) {
            line.add("--shrink");
        }
        if (!preallocation.isEmpty()) {
            line.add("--preallocation=" + preallocation);
        }
        line.add(image.secret() == null ? image.path().toString() : arguments.get(1));
        line.add(Long.toString(capacity));
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

package org.jobledger.storage.xml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The sample files: one of each kind, as libvirt writes it. */
final class XmlSamples {
    private XmlSamples() {}

    static List<String> names(String prefix) {
        try (Stream<Path> files = Files.list(place())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of all. */
    static List<String> all() {
        return names("").stream()
                .filter(name -> name.endsWith(".xml"))
                .map(XmlSamples::text)
                .toList();
    }

    static String text(String name) {
        try {
            return Files.readString(place().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path place() {
        try {
            return Path.of(Objects.requireNonNull(XmlSamples.class.getResource("pool-dir.xml"))
                            .toURI())
                    .resolveSibling(".")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

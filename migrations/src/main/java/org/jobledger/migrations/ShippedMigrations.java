package org.jobledger.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The SQL files beside this class, wherever they are: a directory, a jar, or a run-time image. */
final class ShippedMigrations {

    private static final Pattern VERSIONED = Pattern.compile("V(\\d+)__\\w+\\.sql");

    private ShippedMigrations() {}

    static int latestVersion() {
        return names().stream()
                .map(VERSIONED::matcher)
                .filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1)))
                .max()
                .orElseThrow(() -> new IllegalStateException("no migrations are shipped in " + Migrations.LOCATION));
    }

    private static List<String> names() {
        URL folder = ShippedMigrations.class.getResource("/" + Migrations.LOCATION);
        if (folder == null) {
            return List.of();
        }
        try {
            return folder.getProtocol().equals("jar") ? namesInJar(folder) : namesInDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped migrations cannot be read: " + folder, e);
        }
    }

    private static List<String> namesInJar(URL folder) throws IOException {
        JarURLConnection connection = (JarURLConnection) folder.openConnection();
        connection.setUseCaches(false);
        String prefix = Migrations.LOCATION + "/";
        try (JarFile jar = connection.getJarFile()) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .toList();
        }
    }

    private static List<String> namesInDirectory(URL folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(URI.create(folder.toString())))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

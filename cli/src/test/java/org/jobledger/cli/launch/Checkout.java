package org.jobledger.cli.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A checkout with the real launcher, and a small jar in the place of the real one, or none. */
public final class Checkout {
    private static final Path LAUNCHER = Path.of("..", "jobledger");

    private final Path home;
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> prefix = new ArrayList<>();

    private Checkout(Path home) {
        this.home = home;
    }

    public static Checkout in(Path home) throws IOException {
        Checkout checkout = new Checkout(home);
        Files.createDirectories(checkout.target());
        Files.copy(LAUNCHER, checkout.launcher());
        Files.setPosixFilePermissions(checkout.launcher(), PosixFilePermissions.fromString("rwxr-xr-x"));
        return checkout.with("JAVA_HOME", System.getProperty("java.home"))
                .with("XDG_CACHE_HOME", home.resolve("cache").toString());
    }

    Path launcher() {
        return home.resolve("jobledger");
    }

    Path target() {
        return home.resolve("cli/target");
    }

    public Path jar() {
        return target().resolve("jobledger.jar");
    }

    public Checkout with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** What is run by another program, such as one that changes the user. */
    Checkout by(String... program) {
        prefix.addAll(List.of(program));
        return this;
    }

    /** Makes the jar, or makes it again: it is newer then than whatever was made before. */
    Checkout built() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Launched.class.getName());
        String name = Launched.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar());
                JarOutputStream jar = new JarOutputStream(file, manifest);
                InputStream compiled = Checkout.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            jar.write(compiled.readAllBytes());
        }
        return this;
    }

    /**
     * A Java of another kind.
     *
     * @param release what its file "release" says, or nothing where it has none
     * @param script what it does in the place of Java
     */
    Checkout java(String release, String script) throws IOException {
        Path java = program(home.resolve("java/bin"), "java", script);
        if (!release.isEmpty()) {
            Files.writeString(java.resolveSibling("../release").normalize(), "JAVA_VERSION=\"" + release + "\"\n");
        }
        return with("JAVA_HOME", java.getParent().getParent().toString());
    }

    /** A script that can be run. */
    static Path program(Path directory, String name, String script) throws IOException {
        Files.createDirectories(directory);
        Path program = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    /** The class archives that there are, without what is known of them. */
    List<Path> archives(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    static FileTime changed(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    public Ran run(String... arguments) throws IOException, InterruptedException {
        return run(launcher(), home, arguments);
    }

    /** Runs it by another path, in another directory. */
    Ran run(Path by, Path directory, String... arguments) throws IOException, InterruptedException {
        Path err = Files.createTempFile("launcher", ".err");
        try {
            Process process = start(by, directory, err, arguments);
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    Process start(Path by, Path directory, Path err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(by.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        variables.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        return builder.start();
    }

    public record Ran(int status, String out, String err) {}
}

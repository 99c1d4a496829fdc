package org.jobledger.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build wrote down about itself. */
final class BuiltWith {

    private static final String FILE = "built-with.properties";

    private BuiltWith() {}

    static String flywayVersion() {
        Properties properties = new Properties();
        try (InputStream in = BuiltWith.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing beside " + BuiltWith.class);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
        return properties.getProperty("flyway", "unknown");
    }
}

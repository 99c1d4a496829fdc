package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jobledger.cli.launch.Checkout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar that is shipped: everything in it must still find its services and resources. */
class ExecutableJarIT {

    private static final Path JAR = Path.of("target", "jobledger.jar");

    @Test
    void itRuns() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-jar", JAR.toString(), "--version")
                .redirectErrorStream(true)
                .start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output).startsWith("jobledger ").doesNotContain("development");
    }

    @Test
    void itMigratesADatabase() throws IOException, ReflectiveOperationException {
        URL[] jar = {JAR.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
            Class<?> migrations = loader.loadClass("org.jobledger.migrations.Migrations");
            DataSource database = (DataSource) loader.loadClass("org.h2.jdbcx.JdbcDataSource")
                    .getConstructor()
                    .newInstance();
            database.getClass().getMethod("setURL", String.class).invoke(database, "jdbc:h2:mem:jar;DB_CLOSE_DELAY=-1");

            migrations.getMethod("migrate", DataSource.class).invoke(null, database);

            assertThat((int) migrations.getMethod("latestVersion").invoke(null)).isPositive();
        }
    }

    /** Made by the launcher, with {@code warm-up}; "top" is what the archive of the jar is called beside that of the JVM. */
    @Test
    void itsClassArchiveHoldsWhatAVerbNeeds(@TempDir Path home) throws IOException, InterruptedException {
        Checkout checkout = Checkout.in(home);
        Files.copy(JAR, checkout.jar(), StandardCopyOption.COPY_ATTRIBUTES);
        checkout.with("JOBLEDGER_HOME", home.resolve("ledger").toString());
        assertThat(checkout.run("--version").err()).isEmpty();
        Path log = home.resolve("classes.log");

        checkout.with("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log).run("pool-list");

        assertThat(Files.readAllLines(log).stream()
                        .filter(line -> line.contains(" org.jobledger."))
                        .filter(line -> line.endsWith("shared objects file (top)")))
                .hasSizeGreaterThan(50);
    }
}

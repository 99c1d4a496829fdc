package org.jobledger.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** The tests run on the class path; this one proves that the named module works as well. */
class ModulePathTest {

    private static final String MODULE = "org.jobledger.migrations";

    @Test
    void theModuleMigratesADatabase() throws ReflectiveOperationException, SQLException {
        Class<?> migrations = layer().findLoader(MODULE).loadClass(Migrations.class.getName());
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:modules;DB_CLOSE_DELAY=-1", "sa", "");

        migrations.getMethod("migrate", DataSource.class).invoke(null, database);

        assertThat(migrations.getModule().getName()).isEqualTo(MODULE);
        assertThat(migrations.getMethod("latestVersion").invoke(null)).isEqualTo(Migrations.latestVersion());
        assertThat(MigrationsTest.appliedVersion(database)).isEqualTo(Migrations.latestVersion());
    }

    private static ModuleLayer layer() {
        Path[] path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*(migrations.(target.classes|.*jar)|flyway-core.*|slf4j-.*)"))
                .map(Path::of)
                .toArray(Path[]::new);
        ModuleLayer boot = ModuleLayer.boot();
        return boot.defineModulesWithOneLoader(
                boot.configuration().resolveAndBind(ModuleFinder.of(path), ModuleFinder.of(), Set.of(MODULE)),
                ClassLoader.getPlatformClassLoader());
    }
}

package org.jobledger.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jobledger.cli.launch.Checkout.Ran;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code jobledger}, with a real Java and a small jar, or with scripts in the place of Java and Maven. */
class LauncherTest {
    /** Makes archives that say nothing, and notes how it was called. */
    private static final String NOTING = """
            echo "$@" >>"$NOTES"
            for word; do
              case $word in -XX:ArchiveClassesAtExit=*) echo classes >"${word#*=}" ;; esac
            done
            """;

    @TempDir
    Path home;

    Checkout checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Checkout.in(home).with("NOTES", home.resolve("notes").toString());
    }

    private Ran ok(String... arguments) throws IOException, InterruptedException {
        Ran ran = checkout.run(arguments);
        assertThat(ran.status()).as(ran.err()).isZero();
        return ran;
    }

    /** How often an archive was made. */
    private long warmUps() throws IOException {
        return Files.readString(home.resolve("notes"))
                .lines()
                .filter(line -> line.endsWith(" warm-up"))
                .count();
    }

    /** Where the JVM found the class of the jar that is started. */
    private String source() throws IOException, InterruptedException {
        Path log = home.resolve("classes.log");
        checkout.with("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
        ok();
        checkout.with("_JAVA_OPTIONS", "");
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(Launched.class.getName()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void argumentsExitStatusAndDirectoryPassThroughALink() throws IOException, InterruptedException {
        checkout.built().java("17.0.1", "exec '" + System.getProperty("java.home") + "/bin/java' \"$@\"");
        Path elsewhere = Files.createDirectories(home.resolve("some where/else"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("jl"), Path.of("../../jobledger"));
        Path linkToLink = Files.createSymbolicLink(home.resolve("l"), link);

        Ran ran = checkout.run(linkToLink, elsewhere, "a  b", "", "*", "$HOME `x`", "--n=\"q\"", "line\nbreak");

        assertThat(ran.out())
                .isEqualTo(elsewhere.toRealPath() + "\n[a  b]\n[]\n[*]\n[$HOME `x`]\n[--n=\"q\"]\n[line\nbreak]\n");
        assertThat(checkout.run(linkToLink, elsewhere, "exit", "7").status()).isEqualTo(7);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void namesBeyondAsciiPassWithoutALocaleAndWithOneThatIsNotThere() throws IOException, InterruptedException {
        checkout.built().by("sh", "-c", "exec \"$0\" \"$(printf '\\303\\274\\342\\230\\203')\"");

        for (String locale : List.of("C", "POSIX", "xx_YY.UTF-8")) {
            assertThat(checkout.with("LC_ALL", locale).run().out()).as(locale).endsWith("\n[\u00fc\u2603]\n");
        }
    }

    @Test
    void theSecondStartUsesTheArchiveUntilTheJarChanges() throws IOException, InterruptedException {
        checkout.built();
        ok();
        Path archive = checkout.archives(checkout.target()).get(0);
        FileTime made = Checkout.changed(archive);

        assertThat(source()).contains("shared objects file (top)");
        assertThat(Checkout.changed(archive)).isEqualTo(made);

        checkout.built();
        assertThat(source()).contains("shared objects file (top)");
        assertThat(Checkout.changed(archive)).isGreaterThan(made);
    }

    @Test
    void aPieceOfAnArchiveIsMadeAgainAndABrokenOneIsNotUsed() throws IOException, InterruptedException {
        checkout.built();
        ok();
        Path archive = checkout.archives(checkout.target()).get(0);
        long whole = Files.size(archive);
        archive.toFile().setWritable(true);
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.setLength(whole / 2);
        }

        assertThat(source()).contains("shared objects file (top)");

        archive.toFile().setWritable(true);
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            byte[] noise = new byte[(int) (Files.size(archive) - 8192)];
            Arrays.fill(noise, (byte) 0x5a);
            file.seek(8192);
            file.write(noise);
        }

        assertThat(source()).contains("source: file:").endsWith("jobledger.jar");
    }

    @Test
    void signalsReachTheProgram() throws IOException, InterruptedException {
        checkout.built();
        Path trace = home.resolve("trace");
        Process process = checkout.start(checkout.launcher(), home, home.resolve("err"), "wait", trace.toString());
        String out = "";
        while (!out.endsWith("waiting\n")) {
            out += (char) process.getInputStream().read();
        }

        process.destroy();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(trace).hasContent("ended cleanly");
    }

    @Test
    void eachJavaHasItsOwnArchive() throws IOException, InterruptedException {
        checkout.built().java("17.0.1", NOTING);
        ok();
        checkout.java("21.0.2", NOTING);
        ok();
        checkout.java("17.0.1", NOTING);
        ok("pool-list");

        assertThat(warmUps()).isEqualTo(2);
        assertThat(checkout.archives(checkout.target())).hasSize(2);
        assertThat(Files.readAllLines(home.resolve("notes")).get(4))
                .contains("-XX:SharedArchiveFile="
                        + checkout.target().toRealPath().resolve("jobledger-17.0.1.jsa"))
                .endsWith("-jar " + checkout.jar().toRealPath() + " pool-list");
    }

    @Test
    void aJavaThatCanMakeNoArchiveIsAskedOnce() throws IOException, InterruptedException {
        checkout.built().java("17", "echo \"$@\" >>\"$NOTES\"; case $* in *warm-up) exit 1 ;; esac");
        ok();
        ok();
        ok();

        assertThat(warmUps()).isEqualTo(1);
        checkout.built();
        ok();
        assertThat(warmUps()).isEqualTo(2);
        assertThat(Files.readString(home.resolve("notes"))).doesNotContain("SharedArchiveFile");
    }

    /** Runs as somebody who may not write to the checkout. */
    private void readOnly(Path... directories) throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (Path directory : directories) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        if (System.getProperty("user.name").equals("root")) {
            checkout.by("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        }
    }

    @Test
    void whoMayNotWriteToTheCheckoutHasAnArchiveOfHisOwn() throws IOException, InterruptedException {
        checkout.built().java("17", NOTING);
        readOnly(checkout.target());
        ok();
        ok();

        assertThat(warmUps()).isEqualTo(1);
        assertThat(checkout.archives(checkout.target())).isEmpty();
        assertThat(checkout.archives(home.resolve("cache"))).hasSize(1);
        assertThat(Files.readString(home.resolve("notes"))).contains("-XX:SharedArchiveFile=" + home.resolve("cache"));
    }

    @Test
    void whereNothingCanBeWrittenItWorksWithoutAnArchive() throws IOException, InterruptedException {
        checkout.built().java("17", NOTING);
        readOnly(checkout.target(), home.resolve("cache"));
        assertThat(ok("pool-list").err()).isEmpty();

        assertThat(warmUps()).isZero();
        assertThat(Files.readString(home.resolve("notes"))).endsWith(" pool-list\n");
    }

    @Test
    void withoutJavaItSaysWhatToInstall() throws IOException, InterruptedException {
        checkout.built();
        Path tools = Files.createDirectories(home.resolve("tools"));
        for (String tool : List.of("readlink", "dirname", "basename", "sed", "head", "find")) {
            Checkout.program(tools, tool, "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
        }
        checkout.with("PATH", tools.toString()).with("JAVA_HOME", "");

        Ran ran = checkout.run("pool-list");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("jobledger: no java was found: install Java 17 or newer, or set JAVA_HOME.\n");
        Files.delete(checkout.jar());
        assertThat(checkout.java("17", "").run().err())
                .isEqualTo("jobledger: it must be built first, and no mvn was found: install Maven 3.8 or newer.\n");
    }

    @Test
    void anOldOrMissingJavaIsRefusedByName() throws IOException, InterruptedException {
        checkout.built().java("11.0.2", NOTING);
        String java = home.toRealPath().resolve("java/bin/java").toString();
        assertThat(checkout.run().err())
                .isEqualTo("jobledger: Java 17 or newer is needed, but " + java + " is version 11.0.2.\n");

        Files.delete(home.resolve("java/release"));
        checkout.java("", "echo 'openjdk version \"1.8.0_392\"' >&2");
        assertThat(checkout.run().err())
                .isEqualTo("jobledger: Java 17 or newer is needed, but " + java + " is version 1.8.0_392.\n");

        Ran gone = checkout.with("JAVA_HOME", "/no/such").run();
        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.err()).isEqualTo("jobledger: JAVA_HOME is /no/such, but there is no bin/java in it.\n");
    }

    @Test
    void whatIsOutOfDateIsBuiltFirst() throws IOException, InterruptedException {
        checkout.java("17", NOTING);
        Path tools = home.resolve("tools");
        Checkout.program(tools, "mvn", "echo \"mvn $*\" >>\"$NOTES\"; echo jar >cli/target/jobledger.jar");
        checkout.with("PATH", tools + ":" + System.getenv("PATH"));
        assertThat(ok("a").err()).contains("building, because it was not built yet");
        ok("b");
        Files.createDirectories(home.resolve("engine/src"));
        ok("c");

        assertThat(Files.readString(home.resolve("notes")).lines().filter(line -> line.startsWith("mvn ")))
                .containsExactly(
                        "mvn -q -B -ntp -DskipTests -pl cli -am package",
                        "mvn -q -B -ntp -DskipTests -pl cli -am package");

        Checkout.program(tools, "mvn", "exit 1");
        Files.delete(checkout.jar());
        Ran failed = checkout.run("d");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).endsWith("jobledger: the build failed.\n");
    }
}

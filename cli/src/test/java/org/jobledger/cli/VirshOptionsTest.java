package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What virsh 9.0.0 has for pools and volumes, as its help lists it, is here too. */
class VirshOptionsTest {
    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void shell() {
        shell = new Shell(home).with("JOBLEDGER_HOME", home.resolve("ledger").toString());
    }

    private String ok(String... arguments) {
        Answer answer = shell.run(arguments);
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out();
    }

    private void images() throws IOException {
        ok(
                "pool-create-as",
                "--type",
                "dir",
                "images",
                "--target",
                home.resolve("images").toString(),
                "--build");
        ok("vol-create-as", "images", "v", "4096");
    }

    static List<String> verbs() throws IOException {
        try (InputStream list = VirshOptionsTest.class.getResourceAsStream("virsh-9.0.0-options.txt")) {
            return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyOptionIsTaken(String line) {
        List<String> words = Arrays.asList(line.split(" ", -1));
        CommandLine command = CommandRun.commandLine(new Session(shell.surroundings(java.util.Map.of())), words.get(0));
        assertThat(command.getSubcommands()).containsKey(words.get(0));
        for (String option : words.subList(1, words.size())) {
            boolean own =
                    command.getSubcommands().get(words.get(0)).getCommandSpec().findOption(option) != null;
            assertThat(own || takesByName(command, words.get(0), option))
                    .as(words.get(0) + " " + option)
                    .isTrue();
        }
    }

    private static boolean takesByName(CommandLine command, String verb, String option) {
        List<String> placed = new ArrayList<>();
        try {
            placed.addAll(Arrays.asList(NamedParameters.placed(command, verb, option, "x", "y", "z")));
        } catch (CommandException e) {
            return false;
        }
        return !placed.contains(option) && placed.contains("x");
    }

    @Test
    void parametersMayBeNamedInAnyOrder() throws IOException {
        images();
        assertThat(ok("vol-create-as", "--capacity", "4096", "--name=w", "--allocation", "0", "--pool", "images"))
                .contains("Vol w created");
        assertThat(ok("vol-create-as", "--name", "--odd", "images", "4096", "--progress", "none"))
                .contains("Vol --odd created");
        assertThat(ok("vol-list", "--pool", "images", "--name")).isEqualTo("--odd\nv\nw\n");
        assertThat(ok("vol-delete", "--pool", "images", "--vol", "--odd")).contains("Vol --odd deleted");
        Answer missing = shell.run("vol-create-as", "--capacity", "4096", "images");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("missing parameter: --name");
        assertThat(shell.run("pool-start", "--pool").err()).contains("option '--pool' needs a value");
    }

    /** {@code virsh -c test:///default "vol-info d1 default-pool"} takes the pool by its place, too. */
    @Test
    void optionsWithAValueMayFollowTheParametersByTheirPlaces() throws IOException {
        images();
        assertThat(ok("vol-info", "v", "images")).isEqualTo(ok("vol-info", "v", "--pool", "images"));
        assertThat(ok("vol-create-as", "images", "w", "2M", "1M", "raw", "--progress", "none"))
                .contains("Vol w created");
        assertThat(ok("vol-wipe", "w", "images", "random", "--progress", "none"))
                .contains("Vol w wiped");
        assertThat(ok("vol-clone", "w", "x", "images", "--progress", "none")).contains("Vol x cloned");
        assertThat(ok("vol-resize", "x", "--pool", "images", "4M")).contains("changed to 4 MiB");
        assertThat(ok("vol-resize", "x", "-1M", "images", "--delta", "--shrink"))
                .contains("changed by -1 MiB");
        assertThat(shell.run("vol-resize", "x", "-1M", "images", "--delta").err())
                .contains("'-1M' is not a size");
        assertThat(ok("vol-dumpxml", "x", "images", "/volume/name")).isEqualTo("<name>x</name>\n");
        assertThat(ok("vol-delete", "x", "images")).contains("Vol x deleted");
        Answer tooMany = shell.run("vol-info", "v", "images", "more");
        assertThat(tooMany.status()).isEqualTo(2);
        assertThat(tooMany.err()).contains("unmatched argument").contains("'more'");
    }

    /** What virsh prints for its test driver's pool, but for the indentation of attributes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /pool/name                  | <name>images</name>
            /pool/@type                 | type="dir"
            /pool/name/text()           | images
            //nothing                   | ''
            /pool/name,/pool/@type      | type="dir";<name>images</name>
            """, ignoreLeadingAndTrailingWhitespace = true)
    void aPartOfTheXmlIsShown(String xpath, String shown) throws IOException {
        images();
        String path = xpath.replace(",", " | ");
        assertThat(ok("pool-dumpxml", "images", "--xpath", path).strip()).isEqualTo(shown.replace(";", "\n"));
    }

    @Test
    void partsAreWrappedAndWhatIsNoXPathIsRefused() throws IOException {
        images();
        assertThat(ok("pool-dumpxml", "--pool", "images", "--inactive", "--xpath", "/pool/name", "--wrap"))
                .isEqualTo("<nodes>\n  <name>images</name>\n</nodes>\n");
        assertThat(ok("vol-dumpxml", "v", "--pool", "images", "--xpath", "/volume/@type", "--wrap"))
                .isEqualTo("<nodes type=\"file\"/>\n");
        for (String bad : List.of("///", "count(/pool)")) {
            Answer answer = shell.run("pool-dumpxml", "images", "--xpath", bad);
            assertThat(answer.status()).isEqualTo(2);
            assertThat(answer.err()).contains("'" + bad + "' is no XPath that names nodes");
        }
    }

    @Test
    void xmlIsPrintedAndNothingIsDone() throws IOException {
        images();
        assertThat(ok("vol-create-as", "images", "w", "10M", "--print-xml"))
                .isEqualTo("<volume>\n  <name>w</name>\n  <capacity>10485760</capacity>\n</volume>\n");
        String xml = ok(
                "vol-create-as",
                "images",
                "w",
                "10M",
                "--allocation",
                "1M",
                "--format",
                "qcow2",
                "--backing-vol",
                "v",
                "--backing-vol-format",
                "raw",
                "--mode",
                "0640",
                "--owner",
                "107",
                "--print-xml");
        assertThat(xml).isEqualTo("""
                <volume>
                  <name>w</name>
                  <capacity>10485760</capacity>
                  <allocation>1048576</allocation>
                  <target>
                    <format type='qcow2'/>
                    <permissions>
                      <mode>0640</mode>
                      <owner>107</owner>
                    </permissions>
                  </target>
                  <backingStore>
                    <path>%s</path>
                    <format type='raw'/>
                  </backingStore>
                </volume>
                """.formatted(home.resolve("images/v")));
        assertThat(ok("vol-clone", "v", "<x>", "--pool", "images", "--print-xml"))
                .contains("<name>&lt;x&gt;</name>");
        assertThat(ok("vol-list", "images", "--name")).isEqualTo("v\n");
    }

    @Test
    void whatTheSchemaHasNotIsRefusedWhereItIsAskedFor() throws IOException {
        images();
        Path pool = Files.writeString(home.resolve("p.xml"), """
                <pool type='dir'><name>p</name><targt/><target><path>%s</path></target></pool>
                """.formatted(home.resolve("p")));
        Path volume = Files.writeString(home.resolve("v.xml"), """
                <volume><name>w</name><capacity unit='KiB' sparse='yes'>4</capacity></volume>
                """);
        for (String[] line : new String[][] {
            {"pool-define", pool.toString(), "--validate"}, {"pool-create", pool.toString(), "--validate", "--build"}
        }) {
            Answer answer = shell.run(line);
            assertThat(answer.status()).isEqualTo(2);
            assertThat(answer.err()).contains("element <pool> has no element <targt> in libvirt's schema");
        }
        assertThat(shell.run("vol-create", "images", volume.toString(), "--validate")
                        .err())
                .contains("element <capacity> has no attribute 'sparse' in libvirt's schema; it has [unit]");
        assertThat(shell.run("vol-create-from", "images", volume.toString(), "v", "--validate")
                        .err())
                .contains("no attribute 'sparse'");
        assertThat(ok("pool-list", "--all", "--name")).isEqualTo("images\n");
        ok("vol-create", "images", volume.toString());
        ok("pool-define", pool.toString());
    }

    @Test
    void theTablesSayWhatVirshSays() throws IOException {
        images();
        assertThat(ok("pool-list")).startsWith("Name    State   Autostart  Type  Target");
        assertThat(ok("pool-list").lines().reduce((first, last) -> last).orElse(""))
                .startsWith("images  active  no");
        assertThat(ok("pool-list", "--details")).contains("running");
        assertThat(ok("pool-list", "--details").lines().findFirst().orElse(""))
                .contains("Name", "State", "Autostart", "Persistent", "Capacity", "Allocation", "Available");
        assertThat(ok("vol-list", "images", "--details")).contains("Type").contains("file");
    }

    @Test
    void whereVolumesHaveNoSnapshotsNoneAreRemoved() throws IOException {
        images();
        assertThat(shell.run("vol-delete", "v", "--pool", "images", "--delete-snapshots")
                        .err())
                .contains("pool 'images' is of type 'dir', which cannot remove snapshots of volumes");
        assertThat(ok("vol-list", "images", "--name")).isEqualTo("v\n");
    }
}

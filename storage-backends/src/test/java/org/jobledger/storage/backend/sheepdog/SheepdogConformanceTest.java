package org.jobledger.storage.backend.sheepdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;

/** On a model of dog. */
class SheepdogConformanceTest extends BackendConformance {
    private final StorageBackend backend = new SheepdogBackend(new ModelOfSheepdog());

    @Override
    protected StorageBackend backend() {
        return backend;
    }

    @Override
    protected PoolDefinition pool() {
        return pool("<host name='sheep' port='7001'/>");
    }

    private static PoolDefinition pool(String hosts) {
        return PoolXml.read("<pool type='sheepdog'><name>p</name><source>" + hosts + "<name>p</name></source></pool>");
    }

    private static String line(List<String> words) {
        return String.join(" ", words);
    }

    @Test
    void theseAreTheCommandLines() {
        assertThat(line(SheepdogCommands.room(pool()))).isEqualTo("dog node info -r -a sheep -p 7001");
        assertThat(line(SheepdogCommands.list(pool("<host name='h'/>")))).isEqualTo("dog vdi list -r -a h -p 7000");
        assertThat(line(SheepdogCommands.make(pool(), "v", 10))).isEqualTo("dog vdi create v 10 -a sheep -p 7001");
        assertThat(line(SheepdogCommands.resize(pool(), "v", 10))).isEqualTo("dog vdi resize v 10 -a sheep -p 7001");
        assertThat(line(SheepdogCommands.remove(pool(), "v"))).isEqualTo("dog vdi delete v -a sheep -p 7001");
        assertThatThrownBy(() -> SheepdogCommands.list(pool("<host name='-a'/>")))
                .isInstanceOf(BackendException.class);
    }

    private static StorageBackend saying(String text) {
        return new SheepdogBackend((pool, what, line) -> new PoolTool.Result(0, text));
    }

    /** The examples of libvirt's storage_backend_sheepdog.c and of its test. */
    @Test
    void snapshotsAreNoVolumesAndBlanksInNamesAreMasked() {
        String disks = """
                s test 1 10 0 0 1336556634 7c2b25
                s test 2 10 0 0 1336557203 7c2b26
                = test\\ with\\ spaces 3 10 5 0 1336557216 7c2b27
                c child 1 20 0 0 1336557216 7c2b28
                """;
        assertThat(saying(disks).scan(pool()))
                .extracting(FoundVolume::name, FoundVolume::size, FoundVolume::allocation, FoundVolume::key)
                .containsExactly(tuple("test with spaces", 10L, 5L, "7c2b27"), tuple("child", 20L, 0L, "7c2b28"));
        assertThat(saying("0 15245667872 117571104 0%\nTotal 15245667872 117571104 0% 20972341\n")
                        .space(pool()))
                .isEqualTo(new Space(15245667872L, 117571104L, 15245667872L - 117571104L));
        assertThatThrownBy(() -> saying("Failed\n").space(pool())).isInstanceOf(BackendException.class);
    }
}

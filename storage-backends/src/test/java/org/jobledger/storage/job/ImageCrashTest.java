package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.backend.rbd.ModelOfCeph;
import org.jobledger.storage.backend.rbd.RbdBackend;
import org.jobledger.storage.io.ProgramPipe;
import org.jobledger.storage.io.VolumeFile;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;

/** On images of a cluster. */
class ImageCrashTest extends CrashConformance {
    private static final int SIZE = 1 << 16;

    private record Images(ModelOfCeph model, StorageBackend backend, PoolDefinition definition) implements Pool {
        @Override
        public void fill(VolumeName name, byte[] bytes) throws IOException {
            try (VolumeFile file = new RbdBackend(model).open(definition, name)) {
                file.write(ByteBuffer.wrap(bytes), 0);
                file.force();
            }
        }

        @Override
        public byte[] bytes(VolumeName name) {
            return model.bytes("libvirt-pool/" + name);
        }

        @Override
        public List<String> others() {
            return model.snapshots("libvirt-pool/" + OLD);
        }
    }

    /** Each program that changes something is a step before and after, each write to one in between. */
    private record Stepping(ModelOfCeph model, Trap trap) implements PoolTool {
        @Override
        public Result run(PoolDefinition pool, String what, List<String> line) {
            boolean looks =
                    line.contains("ls") || line.contains("info") || line.contains("status") || line.contains("df");
            if (!looks) {
                trap.step("before " + what);
            }
            Result result = model.run(pool, what, line);
            if (!looks) {
                trap.step("after " + what);
            }
            return result;
        }

        @Override
        public ProgramPipe pipe(PoolDefinition pool, List<String> line) throws IOException {
            ProgramPipe pipe = model.pipe(pool, line);
            return line.contains("import-diff") ? new SteppingPipe(pipe, trap) : pipe;
        }
    }

    private record SteppingPipe(ProgramPipe pipe, Trap trap) implements ProgramPipe {
        @Override
        public void write(ByteBuffer source) throws IOException {
            trap.step("a change");
            pipe.write(source);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return pipe.read(target);
        }

        @Override
        public void finish() throws IOException {
            pipe.finish();
            trap.step("after the changes");
        }

        @Override
        public void close() {
            pipe.close();
        }
    }

    @Override
    int size() {
        return SIZE;
    }

    @Override
    List<String> making() {
        return List.of("allocate", "clone", "layer");
    }

    @Override
    Pool pool(Trap trap, int number) {
        ModelOfCeph model = new ModelOfCeph();
        PoolDefinition pool = PoolXml.read("<pool type='rbd'><name>p</name><source><host name='mon1'/>"
                + "<name>libvirt-pool</name></source></pool>");
        return new Images(model, new RbdBackend(new Stepping(model, trap)), pool);
    }

    @Test
    void aLayerThatWasCutOffLeavesOneSnapshot() throws Exception {
        long step = 1;
        for (World world = new World("layer"); world.crashes(step); world = new World("layer")) {
            world.job.attempt(world.handler);
            assertThat(world.under.others()).as("step %s", step++).hasSize(1);
            world.backend.delete(world.pool, NEW);
            assertThat(world.under.others()).isEmpty();
        }
        assertThat(step).isGreaterThan(10);
    }
}

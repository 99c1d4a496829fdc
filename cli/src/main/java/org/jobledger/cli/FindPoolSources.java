package org.jobledger.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code find-storage-pool-sources}; virsh has the file as an argument or an option. */
@Command(
        name = "find-storage-pool-sources",
        description = "Find what pools could be made of, and print it as libvirt's XML.",
        footer = {"", "Example: jobledger find-storage-pool-sources logical"})
final class FindPoolSources extends FindSources {

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to look, as a <source> in XML; - is standard input.")
    private @Nullable Path place;

    @picocli.CommandLine.Option(names = "--srcSpec", paramLabel = "FILE", description = "The same.")
    private @Nullable Path option;

    FindPoolSources(Session session) {
        super(session);
    }

    @Override
    String where() {
        Path file = option == null ? place : option;
        return file == null ? "" : new InputFile(session(), file).text();
    }
}

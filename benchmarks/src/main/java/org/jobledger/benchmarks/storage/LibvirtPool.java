package org.jobledger.benchmarks.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same directory as a transient pool of a libvirt daemon, by {@code virsh}, as a peer. Gone when closed; its volumes are left.
 *
 * @param name of the pool
 */
record LibvirtPool(String name) implements AutoCloseable {
    private static final String URI = "qemu:///system";

    /** That of a directory; where there is no daemon that serves it, says so and returns nothing. */
    static Optional<LibvirtPool> of(Path directory) throws InterruptedException {
        String name = "jobledger-figures-" + ProcessHandle.current().pid();
        try {
            virsh("pool-create-as", name, "dir", "--target", directory.toString());
            return Optional.of(new LibvirtPool(name));
        } catch (UncheckedIOException e) {
            System.out.println("NOT MEASURED: libvirt's vol-clone, because " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Takes notice of what has been put into it and taken out of it by others. */
    void refresh() throws InterruptedException {
        virsh("pool-refresh", name);
    }

    /** {@code vol-clone}. */
    void copy(String source, String copy) throws InterruptedException {
        virsh("vol-clone", "--pool", name, source, copy);
    }

    private static void virsh(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("virsh", "-q", "-c", URI));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        virsh("pool-destroy", name);
    }
}

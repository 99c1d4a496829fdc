package org.jobledger.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeEncryption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The secret of an encrypted volume, which is read from a file and kept in memory for as long as the verb and its job run. */
final class SecretOption {
    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "The file with the secret of an encrypted volume; - is standard input. A line feed at its"
                    + " end does not count. It is never stored.")
    private @Nullable Path file;

    private byte @Nullable [] secret;

    boolean given() {
        return file != null;
    }

    /** An encryption whose secret is called by the path of the volume, as libvirt's tools do. */
    VolumeEncryption encryption(Path volume) {
        return new VolumeEncryption(
                "luks", null, List.of(new VolumeEncryption.Secret("passphrase", null, volume.toString())), null, null);
    }

    /** A driver that knows the secret, whatever it is called. */
    StorageDriver on(StorageDriver driver, Session session) {
        if (file == null) {
            return driver;
        }
        byte[] known = secret == null ? read(session, file) : secret;
        secret = known;
        return driver.secrets(name -> Optional.of(known.clone()));
    }

    private static byte[] read(Session session, Path from) {
        String text = new InputFile(session, from).text();
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (line.isEmpty()) {
            throw new CommandException("invalid-value", "file '" + from + "' has no secret in it");
        }
        return line.getBytes(StandardCharsets.UTF_8);
    }
}

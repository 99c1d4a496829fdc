package org.jobledger.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobledger.storage.backend.dir.DirBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownTest {
    @TempDir
    private Path scratch;

    @Test
    void whyAFileFailedIsSaidInTheWordsOfTheOperatingSystem() {
        Path none = scratch.resolve("none");
        IOException gone = catchThrowableOfType(IOException.class, () -> Files.size(none));
        assertThat(Shown.why(gone)).isEqualTo("'" + none + "': No such file or directory");
        IOException full = catchThrowableOfType(IOException.class, () -> Files.delete(scratch.getParent()));
        assertThat(Shown.why(full)).isEqualTo("'" + scratch.getParent() + "': Directory not empty");
        assertThat(Shown.why(new AccessDeniedException("a"))).isEqualTo("'a': Permission denied");
        assertThat(Shown.why(new FileSystemException("a\n", null, "Is a directory")))
                .isEqualTo("'a\\u000a': Is a directory");
        assertThat(Shown.why(new IOException("File too large"))).isEqualTo("File too large");
    }

    @Test
    void aTargetThatVanishedIsNamedAndNoClassOfJava() {
        PoolDefinition pool = PoolDefinition.dir("p", scratch.resolve("none").toString());
        assertThatThrownBy(() -> new DirBackend().names(pool))
                .hasMessage("cannot list pool 'p': '" + scratch.resolve("none") + "': No such file or directory");
    }
}

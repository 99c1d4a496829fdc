package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiskFailureTest {
    @Test
    void whatTheJdkSaysByAClassIsToldInWords() {
        assertThat(DiskFailure.told("the ledger /l cannot be opened", new AccessDeniedException("/l")))
                .hasMessage("the ledger /l cannot be opened: /l: Permission denied");
        assertThat(DiskFailure.told("gone", new NoSuchFileException("/l/format")))
                .hasMessage("gone: /l/format: No such file or directory");
        assertThat(new DiskFailure(Path.of("/l/a"), "open it", false, new AccessDeniedException("/l/a")))
                .hasMessage("/l/a: cannot open it: Permission denied");
        assertThat(DiskFailure.told("odd", new IOException("Input/output error")))
                .hasMessage("odd: Input/output error");
    }
}

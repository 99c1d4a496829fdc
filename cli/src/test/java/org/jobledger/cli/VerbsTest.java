package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerbsTest {

    @Test
    void onlyTheVerbThatIsNamedIsLoaded() {
        assertThat(Verbs.toLoad(List.of("--ledger", "x", "vol-wipe", "d1"))).containsExactly("vol-wipe");
        assertThat(Verbs.toLoad(List.of("--version"))).isEmpty();
    }

    @Test
    void aVolumeMayBeCalledLikeAVerbThatNobodySees() {
        assertThat(Verbs.toLoad(List.of("vol-info", "warm-up"))).isEqualTo(List.of("vol-info"));
        assertThat(Verbs.toLoad(List.of("warm-up"))).isEqualTo(List.of("warm-up"));
    }

    @Test
    void forTheHelpAllAreLoaded() {
        assertThat(Verbs.toLoad(List.of())).isEqualTo(Verbs.NAMES);
        assertThat(Verbs.toLoad(List.of("--help"))).isEqualTo(Verbs.NAMES);
        assertThat(Verbs.toLoad(List.of("help"))).isEqualTo(Verbs.NAMES);
        assertThat(Verbs.toLoad(List.of("vol-wip"))).isEqualTo(Verbs.NAMES);
    }

    @Test
    void aTerminalSizeIsAWholePositiveNumber() {
        assertThat(TerminalSize.parse("132")).isEqualTo(132);
        assertThat(TerminalSize.parse("0")).isZero();
        assertThat(TerminalSize.parse("-1")).isZero();
        assertThat(TerminalSize.parse("wide")).isZero();
        assertThat(TerminalSize.parse(null)).isZero();
    }
}

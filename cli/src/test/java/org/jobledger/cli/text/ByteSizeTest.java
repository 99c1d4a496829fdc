package org.jobledger.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "512, 512",
        "512b, 512",
        "7 bytes, 7",
        "1K, 1024",
        "1k, 1024",
        "1KiB, 1024",
        "1KB, 1000",
        "256M, 268435456",
        "256MiB, 268435456",
        "256mb, 256000000",
        "10G, 10737418240",
        "1GiB, 1073741824",
        "1GB, 1000000000",
        "2T, 2199023255552",
        "1P, 1125899906842624",
        "7E, 8070450532247928832",
        "' 10G ', 10737418240"
    })
    void sizesAreReadAsVirshReadsThem(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "G",
                "-1",
                "+1",
                "1.5G",
                "1e3",
                "0x10",
                "1 2",
                "10GiBs",
                "1Q",
                "1iB",
                "1GG",
                "1\u001bG",
                "ten"
            })
    void whatIsNoSizeIsRefusedAndNamed(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8E", "9223372036854775808", "99999999999T", "9223372036854775807K"})
    void whatIsTooLargeIsRefused(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).hasMessage("size '" + text + "' is too large");
    }

    @Test
    void anErrorShowsNoControlCharacters() {
        assertThatThrownBy(() -> ByteSize.parse("\u001b[2J")).hasMessageContaining("'\\u001b[2J'");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B, 0 B",
        "1023, 1023 B, 1023 B",
        "1024, 1.00 KiB, 1 KiB",
        "1536, 1.50 KiB, 1.5 KiB",
        "268435456, 256.00 MiB, 256 MiB",
        "10737418240, 10.00 GiB, 10 GiB",
        "9223372036854775807, 8.00 EiB, 8 EiB"
    })
    void sizesAreShown(long bytes, String whole, String brief) {
        assertThat(ByteSize.show(bytes)).isEqualTo(whole);
        assertThat(ByteSize.brief(bytes)).isEqualTo(brief);
    }
}

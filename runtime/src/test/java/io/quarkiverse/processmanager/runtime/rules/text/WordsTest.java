package io.quarkiverse.processmanager.runtime.rules.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    /** The same values as in {@code display.test.js} of the module deployment. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            0,             0 B
            1000,          1000 B
            1023,          1023 B
            1024,          1 KB
            40960,         40 KB
            1047552,       1023 KB
            1048576,       1 MB
            1572864,       1.5 MB
            641728512,     612 MB
            1073741823,    1024 MB
            1073741824,    1 GB
            2684354560,    2.5 GB
            1099511627776, 1 TB
            """)
    void bytesAreInUnitsOf1024(long bytes, String text) {
        assertThat(Words.bytes(bytes)).isEqualTo(text);
    }
}

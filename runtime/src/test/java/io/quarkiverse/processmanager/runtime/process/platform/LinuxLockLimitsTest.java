package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

class LinuxLockLimitsTest {

    private static final String BEFORE = "Limit                     Soft Limit           Hard Limit           Units     \n"
            + "Max address space         unlimited            unlimited            bytes     \n"
            + "Max file locks            ";

    @Test
    void theSoftLimitIsRead() {
        assertThat(
                limit(BEFORE + "123456789000000012   unlimited            locks     \nMax pending signals       9 9 signals\n"))
                .hasValue(123_456_789_000_000_012L);
    }

    @Test
    void noLimitIsNoNumber() {
        assertThat(limit(BEFORE + "unlimited            5                    locks     \n")).isEmpty();
    }

    @Test
    void aTextWithoutTheLimitHasNone() {
        assertThat(limit("")).isEmpty();
        assertThat(limit("Limit  Soft Limit\n")).isEmpty();
        assertThat(limit(BEFORE)).isEmpty();
    }

    @Test
    void aProcessThatDoesNotExistHasNone() {
        assertThat(new LinuxLockLimits().of(2_000_000_000)).isEmpty();
    }

    private static OptionalLong limit(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return LinuxLockLimits.parse(bytes, bytes.length);
    }
}

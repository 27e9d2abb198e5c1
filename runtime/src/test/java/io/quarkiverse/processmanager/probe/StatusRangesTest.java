package io.quarkiverse.processmanager.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusRangesTest {

    @Test
    void codesAndRangesIncludeTheirEnds() {
        StatusRanges ranges = StatusRanges.of("200-204", " 404 ", "500 - 501");

        assertThat(List.of(200, 204, 404, 500, 501)).allMatch(ranges::contains);
        assertThat(List.of(199, 205, 403, 405, 499, 502)).noneMatch(ranges::contains);
        assertThat(ranges).hasToString("200-204,404,500-501");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "20", "2000", "600", "099", "2xx", "200-", "-200", "300-200", "200-299-300", "200,201" })
    void anInvalidTextIsRefused(String code) {
        assertThatThrownBy(() -> StatusRanges.of(code)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + code + "'");
    }

    @Test
    void anEmptyListIsRefused() {
        assertThatThrownBy(() -> StatusRanges.of(List.of())).hasMessage("names no status code");
    }
}

package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.runtime.config.console.ConsoleConfig;
import io.quarkiverse.processmanager.runtime.config.console.MonitorKeyRule;

class MonitorKeyTest {

    private static final String PROPERTY = "quarkus.process-manager.console.monitor-key";

    @ParameterizedTest
    @CsvSource({ "y,y", "M,M", "7,7", "off," })
    void theKeyIsALetterOrADigitOrNone(String value, Character expected) {
        assertThat(MonitorKeyRule.key(console(Optional.of(value))))
                .isEqualTo(Optional.ofNullable(expected));
        assertThat(Configured.with().andGlobal(PROPERTY + "=" + value).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | is empty; remove the property, or write a value such as m
            mm | 'mm' is not one letter from a to z, one digit, or off
            :  | ':' is not one letter from a to z, one digit, or off
            é  | 'é' is not one letter from a to z, one digit, or off
            q  | 'q' is a key of the dev mode of Quarkus; use another one, such as 'm' or 'M'
            """)
    void anotherValueIsAProblem(String value, String message) {
        assertThat(MonitorKeyRule.key(console(Optional.of(value)))).isEmpty();
        assertThat(Configured.with().andGlobal(PROPERTY + "=" + value).problems()).containsExactly(PROPERTY + ": " + message);
    }

    private static ConsoleConfig console(Optional<String> key) {
        return new ConsoleConfig() {

            @Override
            public Optional<String> monitorKey() {
                return key;
            }

            @Override
            public boolean statusLine() {
                return true;
            }
        };
    }
}

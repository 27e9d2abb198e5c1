package io.quarkiverse.processmanager.runtime.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class KeyTableTest {

    @Test
    void whatIsWrittenIsReadAgain() {
        Map<String, SettingType> ofProcess = Map.of("port", new SettingType("java.lang.Integer", false, Optional.empty()),
                "env.*", new SettingType("java.lang.String", true, Optional.of("")));
        Map<String, SettingType> common = Map.of("shutdown-timeout",
                new SettingType(Duration.class.getName(), false, Optional.of("30s")));
        String table = KeyTable.write("processes.", ofProcess) + KeyTable.write("manager.", common);

        assertThat(KeyTable.read("processes.", table)).isEqualTo(ofProcess);
        assertThat(KeyTable.read("manager.", table)).isEqualTo(common);
    }
}

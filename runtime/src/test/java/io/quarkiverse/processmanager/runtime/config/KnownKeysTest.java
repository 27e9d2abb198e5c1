package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.config.text.KeyTable;

class KnownKeysTest {

    @Test
    void aPackageReadsTheKeysThatItsBuildHasCollected() {
        assertThat(KeyTable.read(SettingName.PROCESSES, KnownKeys.table())).isEqualTo(KnownKeys.OF_PROCESS.types())
                .containsKey("restart.delay");
        assertThat(KeyTable.read(SettingName.COMMON, KnownKeys.table())).isEqualTo(KnownKeys.COMMON.types())
                .containsKey("shutdown-timeout");
    }

    @Test
    void aTypeIsTheNameOfAClass() throws ClassNotFoundException {
        for (KnownKeys keys : new KnownKeys[] { KnownKeys.OF_PROCESS, KnownKeys.COMMON }) {
            for (String key : keys.types().keySet()) {
                assertThat(Class.forName(keys.types().get(key).valueType())).as(key).isNotNull();
            }
        }
    }
}

package io.quarkiverse.processmanager.runtime.dev.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.views.RowSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.common.MapBackedConfigSource;

class DeclaredSettingsTest {

    private static final String KEY = "quarkus.processes.db.service";

    @Test
    void aSettingThatTheBuildHasFixedHasTheSourceInWhichTheUserWroteIt() {
        assertThat(settings(KEY).find("db", "service").orElseThrow().source()).isEqualTo("application.properties");
    }

    @Test
    void theSourceOfAProfileCounts() {
        assertThat(settings("%dev." + KEY).find("db", "service").orElseThrow().source()).isEqualTo("application.properties");
    }

    @Test
    void theInstallationOfAnNpmScriptHasTheSourceOfTheScript() {
        DeclaredSettings settings = settings("quarkus.processes.web.npm-script");

        assertThat(settings.source("web-install")).isEqualTo(RowSource.CONFIGURATION);
        assertThat(settings.source("db-install")).isEqualTo(RowSource.CODE);
        assertThat(settings.source("web-other")).isEqualTo(RowSource.CODE);
    }

    @Test
    void aReplicaHasTheSettingsOfItsProcess() {
        DeclaredSettings settings = settings("quarkus.processes.worker.replicas");

        assertThat(settings.source("worker-3")).isEqualTo(RowSource.CONFIGURATION);
        assertThat(settings.values("worker-3")).containsOnlyKeys("replicas");
        assertThat(settings.source("db-3")).isEqualTo(RowSource.CODE);
        assertThat(settings.source("worker-b")).isEqualTo(RowSource.CODE);
    }

    @Test
    void theDefaultForAllProcessesIsNoSettingOfTheUser() {
        String modes = "quarkus.process-manager.modes";
        DeclaredSettings settings = new DeclaredSettings(new SmallRyeConfigBuilder()
                .withSources(source("Runtime Values", modes, 0)).build());
        assertThat(settings.find("db", "modes")).isEmpty();
        assertThat(settings.ofAll("modes")).isEqualTo("redis");

        DeclaredSettings written = new DeclaredSettings(new SmallRyeConfigBuilder()
                .withSources(source("application.properties", modes, 250)).build());
        assertThat(written.find("db", "modes").orElseThrow().source()).isEqualTo("application.properties");
        assertThat(written.ofAll("modes")).isEqualTo("redis");
        assertThat(written.ofAll("other")).isEmpty();
    }

    private static DeclaredSettings settings(String written) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withProfile("dev").addDefaultInterceptors()
                .withSources(source("BuildTime RunTime Fixed", KEY, Integer.MAX_VALUE),
                        source("application.properties", written, 250))
                .build();
        return new DeclaredSettings(config);
    }

    private static ConfigSource source(String name, String key, int ordinal) {
        return new MapBackedConfigSource(name, Map.of(key, "redis"), ordinal) {
        };
    }
}

package io.quarkiverse.processmanager.runtime.dev.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;

class WrittenSettingsTest {

    private static final ProcessDefinition WEB = ProcessDefinition.builder("web").command("run", "--db-password", "hunter2")
            .health(health -> health.command("redis-cli", "-a", "hunter3"))
            .liveness(liveness -> liveness.command("redis-cli", "-a", "hunter4")).build();

    @Test
    void theElementsOfAListAreTheWordsOfACommand() {
        assertThat(WrittenSettings.of(WEB, Map.of("args", "--db-password,x", "health.args", "-a,y\\,z,ping")))
                .isEqualTo(Map.of("args", "--db-password,***", "health.args", "-a,***,ping"));
        assertThat(
                WrittenSettings.of(WEB, Map.of("args[0]", "--db-password", "args[1]", "x", "args[2]", "-v", "args[10]", "y")))
                .isEqualTo(Map.of("args[0]", "--db-password", "args[1]", "***", "args[2]", "-v", "args[10]", "y"));
        assertThat(WrittenSettings.of(WEB, Map.of("health.args[0]", "-a", "health.args[1]", "y")))
                .isEqualTo(Map.of("health.args[0]", "-a", "health.args[1]", "***"));
        assertThat(WrittenSettings.of(WEB, Map.of("liveness.args", "-a,y\\,z,ping")))
                .isEqualTo(Map.of("liveness.args", "-a,***,ping"));
    }

    @Test
    void aSecretOfTheCommandIsMaskedInAllSettings() {
        assertThat(WrittenSettings.of(WEB, Map.of("stop.command", "end -x hunter2", "health.command", "redis-cli -a hunter3")))
                .isEqualTo(Map.of("stop.command", "end -x ***", "health.command", "redis-cli -a ***"));
    }

    @Test
    void theEffectiveSettingsAreMasked() {
        ProcessDefinition definition = ProcessDefinition.builder("web")
                .command("redis-server", "--requirepass", "a secret with spaces").dependsOn("auth")
                .env("DSN", "postgres://me:s3cr3t@db/app").env("API_KEY", "abc").config("app.token", "abc")
                .stop(stop -> stop.command("redis-cli", "-a", "xyz", "shutdown"))
                .preStart(before -> before.command("setup", "--token", "two words"))
                .health(health -> health.url("http://localhost:1/?token=s3cr3t").header("X-Auth", "abc")).build();

        assertThat(EffectiveSettings.of(definition)).containsEntry("command", "redis-server --requirepass ***")
                .containsEntry("stop.command", "redis-cli -a *** shutdown")
                .containsEntry("pre-start.command", "setup --token ***")
                .containsEntry("env.DSN", "postgres://***@db/app").containsEntry("env.API_KEY", "***")
                .containsEntry("health.url", "http://localhost:1/?token=***").containsEntry("health.headers.X-Auth", "***")
                .containsEntry("depends-on", "auth");
        assertThat(EffectiveSettings.of(definition).values()).noneMatch(value -> value.contains("s3cr3t"));
    }

    @Test
    void theNameOfAKeyDecidesToo() {
        Map<String, String> settings = new HashMap<>(Map.of("env.DB_PASSWORD", "x", "env.HOME", "/root"));

        assertThat(WrittenSettings.of(WEB, settings)).isEqualTo(Map.of("env.DB_PASSWORD", "***", "env.HOME", "/root"));
        assertThat(List.copyOf(settings.values())).as("the settings themselves").contains("x");
    }
}

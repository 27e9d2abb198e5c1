package io.quarkiverse.processmanager.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.processmanager.LogMode;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;

class ChangedSettingsTest {

    static Stream<Arguments> changes() {
        return Stream.of(
                change("command has changed", builder -> builder.command("run", "differently")),
                change("cwd has changed", builder -> builder.cwd(Path.of("/"))),
                change("env.VERBOSE has changed", builder -> builder.env("VERBOSE", "true")),
                change("unset-env has changed", builder -> builder.unsetEnv("LANG")),
                change("inherit-env has changed", builder -> builder.inheritEnv(false)),
                change("port has changed", builder -> builder.port(9000)),
                change("ports.admin has changed", builder -> builder.port("admin", 9001)),
                change("user has changed", builder -> builder.user("postgres")),
                change("umask has changed", builder -> builder.umask("0077")),
                change("nice has changed", builder -> builder.nice(5)),
                change("log.merge has changed", builder -> builder.log(log -> log.merge(true))),
                change("log.mode has changed", builder -> builder.log(log -> log.mode(LogMode.DIRECT))));
    }

    private static Arguments change(String why, UnaryOperator<ProcessDefinitionBuilder> change) {
        return Arguments.of(why, change);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aSettingWhoseChangeRestartsTheProcessHasItsKey(String why, UnaryOperator<ProcessDefinitionBuilder> change) {
        ProcessDefinition before = plain().build();
        ProcessDefinition after = change.apply(plain()).build();

        assertThat(ProcessSettings.needRestart(before, after)).isTrue();
        assertThat(ChangedSettings.why(before, after)).isEqualTo(why);
    }

    @Test
    void theSentenceNamesThreeSettings() {
        assertThat(ChangedSettings.why(plain().build(), plain().env("A", "1").env("B", "2").build()))
                .isEqualTo("env.A and env.B have changed");
        assertThat(ChangedSettings.why(plain().build(),
                plain().command("other").env("A", "1").env("B", "2").env("C", "3").port(1).build()))
                .isEqualTo("command, env.A, env.B and 2 more have changed");
    }

    @Test
    void noValueAppears() {
        assertThat(ChangedSettings.why(plain().env("PASSWORD", "one").build(), plain().env("PASSWORD", "two").build()))
                .isEqualTo("env.PASSWORD has changed");
    }

    private static ProcessDefinitionBuilder plain() {
        return ProcessDefinition.builder("worker").command("run");
    }
}

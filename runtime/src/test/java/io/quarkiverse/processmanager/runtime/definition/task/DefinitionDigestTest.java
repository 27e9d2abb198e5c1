package io.quarkiverse.processmanager.runtime.definition.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;

class DefinitionDigestTest {

    private static final List<UnaryOperator<ProcessDefinitionBuilder>> WORK = List.of(one -> one, one -> one.args("b"),
            one -> one.args("b", ""), one -> one.env("A", "1"), one -> one.env("A", "2"), one -> one.cwd(Path.of("x")),
            one -> one.shell(true), one -> one.unsetEnv("B"), one -> one.inheritEnv(false), one -> one.user("app"),
            one -> one.group("app"), one -> one.umask("027"), one -> one.preStart(command -> command.command("x")),
            one -> one.creates(Path.of("x")), one -> one.dataDir(Path.of("x")), one -> one.successExitCodes(0, 3));

    @Test
    void eachSettingThatTheWorkDependsOnCounts() {
        assertThat(WORK.stream().map(DefinitionDigestTest::digest)).doesNotHaveDuplicates();
    }

    @Test
    void supervisionDoesNotCount() {
        String plain = digest(one -> one);

        assertThat(digest(one -> one.name("Migration").stop(stop -> stop.timeout(Duration.ofSeconds(3)))
                .restart(restart -> restart.max(3)).dependsOn("db").required(false))).isEqualTo(plain);
    }

    /** The port of a dependency can be another one at each start. */
    @Test
    void theAddressOfADependencyDoesNotCount() {
        ProcessSettings plain = ProcessSettings.of(ProcessDefinition.builder("migrate").command("a").build());
        ProcessSettings planned = plain.withCommand(CommandSettings.of(plain.command())
                .withReferences(Map.of("db", Map.of("DB_PORT", "40123"))));

        assertThat(DefinitionDigest.of(planned)).isEqualTo(DefinitionDigest.of(plain));
    }

    private static String digest(UnaryOperator<ProcessDefinitionBuilder> settings) {
        return DefinitionDigest.of(settings.apply(ProcessDefinition.builder("migrate").command("a")).build());
    }
}

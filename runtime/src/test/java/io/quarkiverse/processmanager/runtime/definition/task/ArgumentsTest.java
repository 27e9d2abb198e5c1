package io.quarkiverse.processmanager.runtime.definition.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ProgramSettings;

class ArgumentsTest {

    @Test
    void theyComeBehindTheArgumentsOfTheDefinition() {
        assertThat(words(define("flyway", "migrate"), "--dry-run", "a b")).containsExactly("flyway", "migrate", "--dry-run",
                "a b");
        assertThat(words(define("flyway"))).containsExactly("flyway");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theLastCommandOfAScriptReceivesThem() {
        assertThat(words(define("psql -f a.sql && psql -f b.sql").shell(true), "-v", "x=1")).containsExactly(
                "psql -f a.sql && psql -f b.sql \"$@\"", "-v", "x=1");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aScriptThatTakesArgumentsStaysAsItIs() {
        for (String script : List.of("psql \"$@\" -f a.sql", "echo ${1}", "echo $*")) {
            assertThat(words(define(script).shell(true), "x")).containsExactly(script, "x");
        }
        assertThat(words(define("echo $1", "own").shell(true), "x")).containsExactly("echo $1", "own", "x");
    }

    @Test
    void npmPassesThemOnBehindTwoDashes() {
        assertThat(script("npm", "run", "seed")).containsExactly("npm", "run", "seed", "--", "x");
        assertThat(script("/usr/bin/npm", "run", "seed", "--", "y")).containsExactly("/usr/bin/npm", "run", "seed", "--", "y",
                "x");
        assertThat(script("pnpm", "run", "seed")).containsExactly("pnpm", "run", "seed", "x");
    }

    private static List<String> script(String... words) {
        return Arguments.append(CommandSettings.of(words).with(new ProgramSettings(List.of(), Optional.empty(),
                List.of(), Optional.of("seed"), "", ProgramSettings.Task.NONE)), List.of("x"));
    }

    private static ProcessDefinitionBuilder define(String... words) {
        return ProcessDefinition.builder("migrate").command(words);
    }

    private static List<String> words(ProcessDefinitionBuilder builder, String... args) {
        return Arguments.append(builder.build().command(), List.of(args));
    }
}

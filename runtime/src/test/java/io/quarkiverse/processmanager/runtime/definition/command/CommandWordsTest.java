package io.quarkiverse.processmanager.runtime.definition.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.command.CommandBuilder;

class CommandWordsTest {

    @Test
    void aValueStaysInItsWordWhateverItContains() {
        CommandBuilder psql = command("psql", "--command=truncate {table}", "{file}").arg("table", arg -> {
        }).arg("file", arg -> {
        });

        CommandWords words = fill(psql, Map.of("table", "a b'; drop \"c\" $HOME `x` \\ {file} --d", "file", "my file"));

        assertThat(words.problems()).isEmpty();
        assertThat(words.words()).containsExactly("psql",
                "--command=truncate a b'; drop \"c\" $HOME `x` \\ {file} --d", "my file");
    }

    @Test
    void aValueDoesNotBecomeAnOption() {
        CommandBuilder rm = command("rm", "{file}").arg("file", arg -> {
        });

        assertThat(fill(rm, Map.of("file", "-rf")).problems())
                .containsExactly("the value of 'file' begins with a dash, so rm could take it for an option");
        assertThat(fill(rm, Map.of("file", "a-b")).problems()).isEmpty();
        assertThat(fill(command("rm", "--", "{file}").arg("file", arg -> {
        }), Map.of("file", "-rf")).words()).containsExactly("rm", "--", "-rf");
        assertThat(fill(command("seek", "--by={file}").arg("file", arg -> {
        }), Map.of("file", "-5")).words()).containsExactly("seek", "--by=-5");
    }

    @Test
    void aValueOfTheDeveloperCanBeAnOption() {
        CommandBuilder ls = command("ls", "{how}", "{sort}").arg("how", arg -> arg.choices("-l", "-1")).arg("sort",
                arg -> arg.defaultValue("-t"));

        assertThat(fill(ls, Map.of("how", "-l")).words()).containsExactly("ls", "-l", "-t");
        assertThat(fill(ls, Map.of("how", "-l", "sort", "-R")).problems()).hasSize(1);
    }

    /** The brace behind it is that of the text. */
    @Test
    void aNumberInJsonIsAPlaceholder() {
        CommandBuilder curl = command("curl", "--data={\"id\":{id}}").arg("id", arg -> arg.pattern("[0-9]+"));

        assertThat(fill(curl, Map.of("id", "5")).words()).containsExactly("curl", "--data={\"id\":5}");
    }

    @Test
    void aWordWithoutAValueIsLeftOut() {
        CommandBuilder dump = command("pg_dump", "--table={table}", "{db}").arg("table", arg -> arg.required(false))
                .arg("db", arg -> arg.defaultValue("shop"));

        assertThat(fill(dump, Map.of()).words()).containsExactly("pg_dump", "shop");
        assertThat(fill(dump, Map.of("table", "", "db", "")).words()).containsExactly("pg_dump", "shop");
        assertThat(fill(dump, Map.of("table", "stock")).words()).containsExactly("pg_dump", "--table=stock", "shop");
    }

    @Test
    void allProblemsOfTheValuesAreReported() {
        CommandBuilder load = command("load", "{table}", "{mode}", "{file}").arg("table", arg -> arg.pattern("[a-z]+"))
                .arg("mode", arg -> arg.choices("fast", "safe")).arg("file", arg -> {
                });

        assertThat(fill(load, Map.of("table", "a; b", "mode", "x", "tabel", "y")).problems()).containsExactly(
                "it has no argument 'tabel'; it has table, mode, file",
                "the value of 'table' 'a; b' does not match the pattern [a-z]+",
                "the value of 'mode' 'x' is not one of fast, safe", "it needs a value for 'file'");
        assertThat(fill(load, Map.of("table", "a\0", "mode", "fast", "file", "f")).problems())
                .containsExactly("the value of 'table' contains a NUL character");
        assertThat(fill(load, Map.of("table", "abc\n", "mode", "fast", "file", "f")).problems()).hasSize(1);
    }

    @Test
    void aScriptReadsTheValuesFromVariables() {
        CommandBuilder script = CommandBuilder.of("x").command("echo \"$ARG_MY_TABLE\"").shell(true).arg("my-table", arg -> {
        });

        CommandWords words = fill(script, Map.of("my-table", "-n a"));

        assertThat(words.problems()).isEmpty();
        assertThat(words.words()).contains("echo \"$ARG_MY_TABLE\"");
        assertThat(words.variables()).isEqualTo(Map.of("ARG_MY_TABLE", "-n a"));
    }

    @Test
    void aSecretIsInNoSentence() {
        CommandBuilder login = command("login").arg("pin", arg -> arg.secret(true).variable("PIN").pattern("[0-9]+"));

        assertThat(fill(login, Map.of("pin", "hunter2")).problems().toString()).doesNotContain("hunter2");
        assertThat(fill(login, Map.of("pin", "1234")).secrets()).containsExactly("1234");
    }

    @Test
    void otherBracesAreNoPlaceholders() {
        CommandBuilder docker = command("docker", "ps", "--format", "{{json}}{{end}}", "${x}", "{}", "{\"a\": 1}", "{ x }");

        assertThat(fill(docker, Map.of()).words()).containsExactly("docker", "ps", "--format", "{{json}}{{end}}", "${x}", "{}",
                "{\"a\": 1}", "{ x }");
    }

    private static CommandBuilder command(String... words) {
        return CommandBuilder.of("x").command(words);
    }

    private static CommandWords fill(CommandBuilder command, Map<String, String> values) {
        return CommandWords.of(command.build(), values);
    }
}

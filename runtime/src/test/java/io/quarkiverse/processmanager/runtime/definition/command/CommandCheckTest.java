package io.quarkiverse.processmanager.runtime.definition.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.command.CommandBuilder;
import io.quarkiverse.processmanager.runtime.definition.Outcome;

class CommandCheckTest {

    @Test
    void allProblemsAreReportedTogether() {
        ProcessDefinitionBuilder db = ProcessDefinition.builder("db").command("postgres")
                .command("reset", command -> command.timeout(Duration.ZERO).title(" "))
                .command("load",
                        command -> command.command("psql", "{tabel}").confirm("").arg("table", arg -> arg.pattern("(")));

        assertThatThrownBy(db::build).isInstanceOf(ProcessException.class)
                .hasMessageContaining("commands.\"reset\".command is missing or empty")
                .hasMessageContaining("commands.\"reset\".timeout 0s is not longer than zero")
                .hasMessageContaining("commands.\"reset\".title is empty")
                .hasMessageContaining("commands.\"load\".command has the placeholder {tabel}, but there is no args.\"tabel\"")
                .hasMessageContaining("commands.\"load\".confirm is empty")
                .hasMessageContaining("commands.\"load\".args.\"table\".pattern is not a regular expression")
                .hasMessageContaining(
                        "commands.\"load\".args.\"table\".variable has its default, ARG_TABLE, and the command does not use the argument");
    }

    @Test
    void anArgumentDecidesNeitherTheProgramNorAPartOfAScript() {
        assertThat(problems(command -> command.command("{tool}", "x").arg("tool", arg -> {
        }))).contains("an argument cannot decide which program runs");
        assertThat(problems(command -> command.command("echo {text}").shell(true).arg("text", arg -> {
        }))).contains("in a script, where its value could be a command; write \"$ARG_TEXT\"");
        assertThat(problems(command -> command.command("echo \"${ARG_TEXT}\" ${text} {x,y}").shell(true).arg("text", arg -> {
        }))).isEmpty();
    }

    @Test
    void aVariableIsAUseOfAnArgument() {
        assertThat(problems(command -> command.command("psql").arg("password", arg -> arg.variable("PGPASSWORD").secret(true))))
                .isEmpty();
        assertThat(problems(command -> command.command("psql").arg("password", arg -> arg.secret(true))))
                .contains("write {password} into the command, or choose the name of the variable");
        assertThat(problems(command -> command.command("psql").arg("user", arg -> arg.variable("ARG_USER"))))
                .contains("variable has its default, ARG_USER, and").doesNotContain("is not set");
        assertThat(problems(command -> command.command("echo").shell(true).arg("x", arg -> {
        }))).contains("write \"$ARG_X\" into the script");
    }

    @Test
    void valuesOfTheDefinitionFollowTheRulesOfTheArgument() {
        assertThat(problems(command -> command.command("x", "{a}").arg("a", arg -> arg.choices("b", "c").defaultValue("d"))))
                .contains("args.\"a\".default 'd' is not one of b, c");
        assertThat(problems(command -> command.command("x", "{a}").arg("a", arg -> arg.pattern("[0-9]+").defaultValue("d"))))
                .contains("args.\"a\".default 'd' does not match the pattern [0-9]+");
        assertThat(problems(command -> command.command("x", "{a}").arg("a", arg -> arg.choices("b").secret(true))))
                .contains("args.\"a\".secret has no effect on choices");
    }

    @Test
    void namesAndVariablesAreChecked() {
        assertThat(problems(command -> command.command("x", "{a}", "{b}").arg("a", arg -> arg.variable("V"))
                .arg("b", arg -> arg.variable("V")))).contains("args.\"b\".variable is V, as that of the argument 'a'");
        assertThat(problems(command -> command.command("x", "{a}").arg("a", arg -> arg.variable("A=B"))))
                .contains("'A=B' is not the name of an environment variable");
        assertThat(problems(command -> command.command("x").arg("a b", arg -> {
        }))).contains("the name 'a b' must be a letter");
        assertThat(Outcome.of(ProcessDefinition.builder("db").command("postgres").command("1", command -> command.command("x")))
                .problems().toString()).contains("the name '1' must be a letter");
    }

    /** A value could else end the expression. */
    @Test
    void anExpressionThatCommentsOutTheEndIsRefused() {
        assertThat(problems(command -> command.command("x", "{a}").arg("a", arg -> arg.pattern("(?x)a#"))))
                .contains("args.\"a\".pattern is not a regular expression");
    }

    @Test
    void aProcessWithReplicasHasTheirPlaceholders() {
        ProcessDefinitionBuilder worker = ProcessDefinition.builder("worker").command("work").replicas(2)
                .command("drain", command -> command.command("drain", "{replica}", "{port}").arg("port", arg -> {
                }));

        assertThat(Outcome.of(worker).problems()).singleElement().asString()
                .contains("the name 'port' is a placeholder of replicas");
    }

    private static String problems(Consumer<CommandBuilder> settings) {
        return Outcome.of(ProcessDefinition.builder("db").command("postgres").command("do", settings)).problems().stream()
                .map(problem -> problem.setting() + " " + problem.message()).collect(Collectors.joining("\n"));
    }
}

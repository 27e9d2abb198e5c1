package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkus.runtime.LaunchMode;

class ProcessCommandsConfigTest {

    @Test
    void theArgumentsAreInTheOrderOfTheCommandLine() {
        ProcessCommand load = command(Configured.with("db.command=postgres", "db.commands.load.command=psql {table} {file}",
                "db.commands.load.args.file.title=File", "db.commands.load.args.table.default=stock"));

        assertThat(load.words()).containsExactly("psql", "{table}", "{file}");
        assertThat(load.arguments().keySet()).containsExactly("table", "file");
        assertThat(load.arguments().get("table").required()).isFalse();
        assertThat(load.arguments().get("file").required()).isTrue();
        assertThat(load.arguments().get("file").variable()).isEqualTo("ARG_FILE");
    }

    @Test
    void aProcessTakesEachSettingOfACommandFromItsTemplateAndFromTheDefaults() {
        ProcessCommand load = command(Configured
                .with("base.template=true", "base.commands.load.command=psql", "base.commands.load.title=Of the template",
                        "db.extends=base", "db.command=postgres", "db.commands.load.title=Of the process")
                .andGlobal("quarkus.process-manager.defaults.commands.load.timeout=7s"));

        assertThat(load.words()).containsExactly("psql");
        assertThat(load.title()).isEqualTo("Of the process");
        assertThat(load.timeout()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aVariableChangesACommand() {
        ProcessCommand load = command(Configured.with("db.command=postgres", "db.commands.load.command=psql")
                .andVariable("QUARKUS_PROCESSES_DB_COMMANDS_LOAD_TITLE", "Of the variable"));

        assertThat(load.title()).isEqualTo("Of the variable");
    }

    @Test
    void mistakesAreReportedOnceWithTheirProperties() {
        Configured configured = Configured.with("db.command=postgres", "db.commands.load.comand=psql",
                "db.commands.dump.command=pg_dump | gzip", "db.commands.list.command=psql 'a", "db.commands.wait.command=x",
                "db.commands.wait.timeout=soon").atBuildOf(LaunchMode.DEVELOPMENT);

        assertThat(configured.problems()).hasSize(4)
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith("quarkus.processes.db.commands.\"load\".comand: is not a setting"))
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith("quarkus.processes.db.commands.\"dump\".command:").contains("commands.\"dump\".shell=true"))
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith("quarkus.processes.db.commands.\"list\".command:"))
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith("quarkus.processes.db.commands.\"wait\".timeout: 'soon' is not a duration"));
    }

    /** A mapping reads one form only, and the question would be lost without a word. */
    @Test
    void aNameInTwoFormsIsRefused() {
        Configured configured = Configured.with("db.command=postgres", "db.commands.load.command=psql {file}",
                "db.commands.\"load\".confirm=Really?", "db.commands.dump.command=pg_dump {file}",
                "db.commands.dump.args.file.title=File", "db.commands.dump.args.\"file\".pattern=[a-z]+",
                "db.commands.\"list\".command=psql -l", "db.commands.\"list\".title=List")
                .atBuildOf(LaunchMode.DEVELOPMENT);

        assertThat(String.join("\n", configured.problems()))
                .contains("quarkus.processes.db.commands.\"load\": is written with and without quotes")
                .contains("quarkus.processes.db.commands.\"dump\".args.\"file\": is written with and without quotes")
                .doesNotContain("\"list\"");
    }

    /** A pipe in a script is no mistake. */
    @Test
    void aScriptOfACommandIsForAShell() {
        ProcessCommand load = command(
                Configured.with("db.command=postgres", "db.commands.load.command=pg_dump | gzip > $HOME/x",
                        "db.commands.load.shell=true").atBuildOf(LaunchMode.DEVELOPMENT));

        assertThat(load.words()).containsExactly("pg_dump | gzip > $HOME/x");
    }

    private static ProcessCommand command(Configured configured) {
        Definitions definitions = configured.read();
        assertThat(definitions.problems()).isEmpty();
        return definitions.all().stream().filter(one -> one.id().equals("db")).findFirst().orElseThrow().commands().get("load");
    }
}

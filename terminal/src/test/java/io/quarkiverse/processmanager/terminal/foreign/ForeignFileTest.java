package io.quarkiverse.processmanager.terminal.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignFileTest {

    @TempDir
    Path directory;

    @Test
    void aLineOfAProcfileIsAProcess() throws Exception {
        Imported procfile = procfile("""
                # comment
                web: bundle exec puma -p $PORT
                worker: node worker.js --queue mail

                """);
        assertThat(procfile.properties()).containsExactly(
                Map.entry("quarkus.processes.web.command", "bundle exec puma -p $$PORT"),
                Map.entry("quarkus.processes.web.shell", "true"), Map.entry("quarkus.processes.web.port", "0"),
                Map.entry("quarkus.processes.worker.command", "node worker.js --queue mail"));
        assertThat(procfile.notes()).isEmpty();
    }

    @Test
    void theReleaseOfAProcfileRunsFirst() throws Exception {
        assertThat(procfile("web: ./web\nrelease: ./migrate\n").properties()).containsExactly(
                Map.entry("quarkus.processes.web.command", "./web"), Map.entry("quarkus.processes.web.depends-on", "release"),
                Map.entry("quarkus.processes.release.command", "./migrate"),
                Map.entry("quarkus.processes.release.kind", "task"));
    }

    @Test
    void eachLineWithoutANameIsAFault() throws Exception {
        Imported half = procfile("web: ./web\njust words\n\n# a comment\nwor");
        assertThat(half.faults()).containsExactly("Procfile: line 2 is not of the form 'name: command'",
                "Procfile: line 5 is not of the form 'name: command'");
        assertThat(half.notes()).isEmpty();
    }

    /** An editor can save an empty file first, and a running application would stop all its processes. */
    @Test
    void aFileWithoutAProcessHasAFault() throws Exception {
        assertThat(procfile("# later\n").faults()).containsExactly("Procfile: it has no line of the form 'name: command'");
        assertThat(compose("processes: {}").faults()).containsExactly("process-compose.yaml: it defines no process");
    }

    @Test
    void theEnvironmentFileBesideTheFileIsRead() throws Exception {
        Files.writeString(directory.resolve(".env"), "A=1\n");
        assertThat(procfile("web: ./web\n").properties()).containsEntry("quarkus.process-manager.env-file", ".env");
    }

    @Test
    void aFileInAnotherDirectoryRunsItsProcessesThere() throws Exception {
        Path module = Files.createDirectories(directory.resolve("app/backend"));
        Path file = Files.writeString(directory.resolve("Procfile"), "web: ./web\n");
        assertThat(ForeignFile.procfile(file, module).properties()).containsEntry("quarkus.processes.web.cwd", "../..");
    }

    @Test
    void namesBecomeIds() throws Exception {
        Imported procfile = procfile("My_Web: ./web\nmy-web: ./other\n");
        assertThat(procfile.properties()).containsEntry("quarkus.processes.my-web.name", "My_Web")
                .containsEntry("quarkus.processes.my-web-2.command", "./other")
                .containsEntry("quarkus.processes.my-web-2.name", "my-web");
    }

    @Test
    void aProcessOfProcessComposeBecomesProperties() throws Exception {
        assertThat(values(compose("""
                version: "0.5"
                environment:
                  - "REGION=${HOME_REGION:-eu}"
                processes:
                  db:
                    command: "postgres -D data"
                    ready_log_line: "ready to accept (connections)"
                  web_api:
                    command: |
                      export A=1
                      ./api --home $HOME
                    working_dir: "./api"
                    environment:
                      - "PRICE=5$$"
                      - "EMPTY="
                    depends_on:
                      db:
                        condition: process_log_ready
                      migrate:
                        condition: process_completed_successfully
                    readiness_probe:
                      http_get:
                        host: localhost
                        scheme: http
                        path: "/health"
                        port: "8080"
                      initial_delay_seconds: 1
                      period_seconds: 5
                      timeout_seconds: 2
                      failure_threshold: 4
                      success_threshold: 2
                    availability:
                      restart: "on_failure"
                      backoff_seconds: 2
                      max_restarts: 5
                    shutdown:
                      command: "./stop --now"
                      signal: 2
                      timeout_seconds: 7
                      parent_only: true
                    log_location: ./api.log
                    disabled: true
                  migrate:
                    command: "./migrate"
                """))).isEqualTo(lines("""
                process-manager.env."REGION"=${HOME_REGION:eu}
                processes.db.command=postgres -D data
                processes.db.health.log=\\Qready to accept (connections)\\E
                processes.db.restart.policy=never
                processes.db.stop.scope=tree
                processes.migrate.command=./migrate
                processes.migrate.restart.policy=never
                processes.migrate.stop.scope=tree
                processes.web-api.auto-start=false
                processes.web-api.command=export A=1|./api --home $$HOME
                processes.web-api.cwd=api
                processes.web-api.depends-on=db:healthy,migrate:completed
                processes.web-api.env."EMPTY"=
                processes.web-api.env."PRICE"=5$$
                processes.web-api.health.initial-delay=1s
                processes.web-api.health.interval=5s
                processes.web-api.health.retries=4
                processes.web-api.health.success-threshold=2
                processes.web-api.health.timeout=2s
                processes.web-api.health.url=http://localhost:8080/health
                processes.web-api.log.file.path=api.log
                processes.web-api.name=web_api
                processes.web-api.restart.backoff=1
                processes.web-api.restart.delay=2s
                processes.web-api.restart.max=5
                processes.web-api.restart.policy=on-failure
                processes.web-api.shell=true
                processes.web-api.stop.command=./stop --now
                processes.web-api.stop.scope=root
                processes.web-api.stop.signal=INT
                processes.web-api.stop.timeout=7s
                """));
    }

    @Test
    void aLivenessProbeAndWatchedFilesBecomeOurs() throws Exception {
        Imported imported = compose("""
                processes:
                  api:
                    command: "./api"
                    success_exit_codes: [0, 143]
                    liveness_probe:
                      http_get: { host: localhost, path: /alive, port: "8080" }
                      period_seconds: 7
                      failure_threshold: 2
                      success_threshold: 1
                    watch:
                      debounce: 500ms
                      cascade: true
                      disable_default_excludes: false
                      paths:
                        - path: ./src/
                          exclude: ["*_test.go", "generated/**", "tmp/old"]
                        - path: .
                          include: ["*.env", "conf/a,b.yaml"]
                  job:
                    command: "./job"
                    liveness_probe: { exec: { command: "./alive" }, success_threshold: 3 }
                    watch: { paths: [{ path: src, since: now }], max_entries: 9 }
                """);

        assertThat(values(imported)).contains(lines("""
                processes.api.liveness.interval=7s
                processes.api.liveness.retries=2
                processes.api.liveness.url=http://localhost:8080/alive
                """))
                .contains(
                        lines("""
                                processes.api.success-exit-codes=0,143
                                processes.api.watch=src/**,!src/**/*_test.go,!src/**/*_test.go/**,!src/generated/**,!src/tmp/old,!src/tmp/old/**,**/*.env,conf/a\\,b.yaml
                                processes.api.watch.cascade=true
                                processes.api.watch.debounce=500ms
                                """))
                .contains(lines("""
                        processes.job.liveness.command=./alive
                        """)).contains("processes.job.watch=src/**");
        assertThat(imported.notes()).containsExactly(
                "process-compose.yaml: processes.job.liveness_probe.success_threshold is 1 here: one success ends a row of failures",
                "process-compose.yaml: processes.job.watch.paths[0].since has no counterpart",
                "process-compose.yaml: processes.job.watch.max_entries has no counterpart");
    }

    @Test
    void replicasKeepTheirIndex() throws Exception {
        Imported imported = compose("""
                processes:
                  worker:
                    command: "worker --id {{.PC_REPLICA_NUM}}"
                    log_location: /tmp/worker.{{ .PC_REPLICA_NUM }}.log
                    replicas: 3
                  web:
                    command: "./web"
                    replicas: 1
                """);
        assertThat(imported.properties()).containsEntry("quarkus.processes.worker.command", "worker --id {replica}")
                .containsEntry("quarkus.processes.worker.replicas", "3")
                .containsEntry("quarkus.processes.worker.env.\"PC_REPLICA_NUM\"", "{replica}")
                .containsEntry("quarkus.processes.worker.log.file.path", "/tmp/worker.{replica}.log")
                .doesNotContainKey("quarkus.processes.web.replicas");
        assertThat(imported.notes()).isEmpty();
    }

    @Test
    void whatHasNoCounterpartIsReported() throws Exception {
        assertThat(compose("""
                version: "0.5"
                log_level: debug
                is_strict: true
                vars: { A: 1 }
                processes:
                  web:
                    command: "./web"
                    is_elevated: true
                    is_foreground: false
                    availability: { restart: exit_on_failure, exit_on_end: true }
                    readiness_probe:
                      exec: { command: "curl -f localhost | grep ok", working_dir: sub }
                    shutdown: { signal: 64 }
                    depends_on: { db: { condition: process_shiny } }
                  db: { command: "./db", namespace: [a] }
                """).notes()).containsExactly(
                "process-compose.yaml: processes.web.depends_on.db.condition is unknown: process_shiny",
                "process-compose.yaml: processes.web.availability.restart has no counterpart with exit_on_failure: a process never ends the application; restart.policy is never",
                "process-compose.yaml: processes.web.availability.exit_on_end has no counterpart",
                "process-compose.yaml: processes.web.readiness_probe.exec.working_dir has no counterpart",
                "process-compose.yaml: processes.web.shutdown.signal is unknown: 64",
                "process-compose.yaml: processes.web.is_elevated has no counterpart",
                "process-compose.yaml: processes.db.namespace has no counterpart",
                "process-compose.yaml: log_level, is_strict are settings of process-compose itself",
                "process-compose.yaml: vars has no counterpart");
    }

    @Test
    void aScriptForBashAndAScriptForAnotherShellKeepTheirShell() throws Exception {
        assertThat(compose("processes: { web: { command: \"[[ -f a ]] && ./web\" } }").properties())
                .containsEntry("quarkus.processes.web.command", "bash -c")
                .containsEntry("quarkus.processes.web.args[0]", "[[ -f a ]] && ./web");
        assertThat(compose("shell: { shell_command: fish, shell_argument: -c }\nprocesses: { web: { command: ./web } }")
                .properties()).containsEntry("quarkus.processes.web.command", "fish -c")
                .containsEntry("quarkus.processes.web.args[0]", "./web");
    }

    @Test
    void aScheduleHasTheSyntaxOfQuarkus() throws Exception {
        assertThat(compose("""
                processes:
                  clean:
                    command: ./clean
                    is_tty: true
                    schedule: { cron: "*/5 3 * * 0,1-5", timezone: UTC, run_on_start: true }
                  poll: { command: ./poll, namespace: Batch_jobs, schedule: { interval: 30s, max_concurrent: 2 } }
                  both: { command: ./both, schedule: { cron: "0 0 1 * 1" } }
                """)).satisfies(imported -> {
            assertThat(imported.properties()).containsEntry("quarkus.processes.clean.schedule.cron", "0 */5 3 ? * 1,2-6")
                    .containsEntry("quarkus.processes.clean.schedule.time-zone", "UTC")
                    .containsEntry("quarkus.processes.clean.tty", "true")
                    .containsEntry("quarkus.processes.poll.schedule.every", "30s")
                    .containsEntry("quarkus.processes.poll.tags", "batch-jobs");
            assertThat(imported.notes()).containsExactly(
                    "process-compose.yaml: processes.clean.schedule.run_on_start has no counterpart",
                    "process-compose.yaml: processes.poll.schedule.max_concurrent is 1 here: see schedule.overlap",
                    "process-compose.yaml: processes.both.schedule.cron cannot be converted: 0 0 1 * 1");
        });
        assertThat(ComposeSchedule.quartz("0 12 1 * *")).hasValue("0 0 12 1 * ?");
        assertThat(ComposeSchedule.quartz("0 12 * * 7")).hasValue("0 0 12 ? * 1");
        assertThat(ComposeSchedule.quartz("0 12 * * 5-7")).as("the last day is the first one in Quartz")
                .hasValue("0 0 12 ? * 6-7,1");
        assertThat(ComposeSchedule.quartz("@daily")).isEmpty();
    }

    @Test
    void aProcessWithATerminalOfEitherKindHasATerminal() throws Exception {
        Imported imported = compose(
                "processes: { log: { command: ./log, is_tty: true }, repl: { command: ./repl, is_interactive: true },"
                        + " plain: { command: ./plain, is_interactive: false } }");

        assertThat(imported.properties()).containsEntry("quarkus.processes.log.tty", "true")
                .containsEntry("quarkus.processes.repl.tty", "true").doesNotContainKey("quarkus.processes.plain.tty");
        assertThat(imported.notes()).isEmpty();
    }

    @Test
    void anEntrypointIsAProgramWithArguments() throws Exception {
        assertThat(compose("processes: { web: { entrypoint: [my prog, -a, 'b c, d'], command: x } }").properties())
                .containsEntry("quarkus.processes.web.command", "'my prog'")
                .containsEntry("quarkus.processes.web.args[0]", "-a")
                .containsEntry("quarkus.processes.web.args[1]", "b c, d");
    }

    /** A backslash before a dollar has a meaning in the configuration. */
    @Test
    void aBackslashBeforeADollarStays() throws Exception {
        assertThat(procfile("a: echo \\$HOME \\\\$HOME \\$$ $$\n").properties()).containsEntry("quarkus.processes.a.command",
                "echo \\\\$HOME \\\\\\$HOME \\\\$$$ $$$$");
        assertThat(compose("processes: { a: { command: a, environment: ['A=C:\\$USER', 'B=${B:-:x}'] } }").properties())
                .containsEntry("quarkus.processes.a.env.\"A\"", "C:${quarkus.process-manager.none:\\}${USER:}")
                .containsEntry("quarkus.processes.a.env.\"B\"", "${B:${quarkus.process-manager.none:}:x}");
    }

    @Test
    void aValueIsTheTextOfTheFile() throws Exception {
        Imported imported = compose("""
                processes:
                  a:
                    entrypoint: [sleep, 010, yes, 1_0, ~]
                    environment: { V: 1.10, Y: yes, D: 2020-01-01, N: null, E: , M: { x: y }, L: [a] }
                    disabled: yes
                    is_elevated: no
                    readiness_probe: { http_get: { port: 80, headers: { V: 1.10, L: [a] } } }
                  b: { command: b, environment: [A=1, B: 2] }
                """);
        assertThat(imported.properties()).containsEntry("quarkus.processes.a.args[0]", "010")
                .containsEntry("quarkus.processes.a.args[1]", "yes").containsEntry("quarkus.processes.a.args[2]", "1_0")
                .containsEntry("quarkus.processes.a.args[3]", "").containsEntry("quarkus.processes.a.env.\"V\"", "1.10")
                .containsEntry("quarkus.processes.a.env.\"Y\"", "yes")
                .containsEntry("quarkus.processes.a.env.\"D\"", "2020-01-01")
                .containsEntry("quarkus.processes.a.env.\"N\"", "").containsEntry("quarkus.processes.a.env.\"E\"", "")
                .containsEntry("quarkus.processes.a.health.headers.\"V\"", "1.10")
                .containsEntry("quarkus.processes.a.auto-start", "false")
                .doesNotContainKeys("quarkus.processes.a.env.\"M\"", "quarkus.processes.a.env.\"L\"");
        assertThat(imported.notes()).containsExactly("process-compose.yaml: processes.a.environment.M is not a text",
                "process-compose.yaml: processes.a.environment.L is not a text",
                "process-compose.yaml: processes.a.readiness_probe.http_get.headers.L has no counterpart",
                "process-compose.yaml: processes.b.environment has no counterpart");
    }

    @Test
    void aNodeThatContainsItselfIsReported() throws Exception {
        assertThat(compose("processes: { a: { command: a, environment: { A: &a [b, [*a]] } } }").notes())
                .containsExactly("process-compose.yaml: processes.a.environment.A is not a text");
    }

    @Test
    void theLastLineOfANameCounts() throws Exception {
        Imported procfile = procfile("web: ./web > log\nweb: ./other\n");
        assertThat(procfile.properties()).containsExactly(Map.entry("quarkus.processes.web.command", "./other"));
        assertThat(procfile.notes()).containsExactly("Procfile: line 2 replaces an earlier line of 'web'");
        assertThatThrownBy(() -> compose("processes: { a: { command: a }, a: { command: b } }"))
                .isInstanceOf(ForeignFileException.class).hasMessageContaining("duplicate key a");
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithItsFault() {
        assertThatThrownBy(() -> compose("processes:\n  web: [\n")).isInstanceOf(ForeignFileException.class)
                .hasMessageContaining("process-compose.yaml: line 3 is no YAML");
        assertThatThrownBy(() -> compose("services: {}")).hasMessageContaining("it has no 'processes'");
        assertThatThrownBy(() -> ForeignFile.procfile(directory.resolve("missing"), directory))
                .hasMessageContaining("missing: there is no such file");
    }

    /** What is printed is what the application would import. */
    @Test
    void thePrintedPropertiesHaveTheImportedValues() throws Exception {
        Imported imported = compose("""
                processes:
                  web:
                    command: |
                      echo "a\\tb" > $HOME/x
                      exec ./web
                    environment: ["PATHS=C:\\\\x ", "LEAD= x"]
                    unknown: 1
                """);
        Properties read = new Properties();
        read.load(new StringReader(String.join("\n", PropertiesText.of(imported))));
        assertThat(read).isEqualTo(imported.properties());
        assertThat(PropertiesText.of(imported)).startsWith("# process-compose.yaml: processes.web.unknown has no counterpart",
                "");
    }

    /** The guide shows both: a file, and the properties that it means. */
    @ParameterizedTest
    @ValueSource(strings = { "Procfile", "process-compose.yaml" })
    void theExampleOfTheGuideShowsWhatIsPrinted(String name) throws Exception {
        Path examples = Path.of("../docs/modules/ROOT/examples/import").toAbsolutePath().normalize();
        Path shown = examples.resolve(name.replace(".yaml", "") + ".properties");
        String printed = String.join("\n", PropertiesText.of(ForeignFile.read(examples.resolve(name), examples))) + "\n";
        if (!Files.exists(shown) || !Files.readString(shown).equals(printed)) {
            Files.writeString(shown, printed);
            fail(shown + " was out of date and has been written again: check and commit it");
        }
    }

    private Imported procfile(String text) throws IOException, ForeignFileException {
        return ForeignFile.procfile(Files.writeString(directory.resolve("Procfile"), text), directory);
    }

    private Imported compose(String text) throws IOException, ForeignFileException {
        return ForeignFile.read(Files.writeString(directory.resolve("process-compose.yaml"), text), directory);
    }

    private static String values(Imported imported) {
        return lines(new TreeMap<>(imported.properties()).entrySet().stream()
                .map(entry -> entry.getKey().substring("quarkus.".length()) + "=" + entry.getValue().replace("\n", "|"))
                .collect(Collectors.joining("\n")));
    }

    private static String lines(String text) {
        return text.strip();
    }
}

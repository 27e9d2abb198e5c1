package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Problem;
import io.quarkus.runtime.LaunchMode;

class UnknownKeysTest {

    private static final Set<String> IDS = Set.of("db", "my-db");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            quarkus.processes.db.helth.url        | quarkus.processes.db.helth.url: is not a setting; did you mean 'health.url'?
            quarkus.processes.db.comand           | quarkus.processes.db.comand: is not a setting; did you mean 'command'?
            quarkus.processes.db.dependsOn        | quarkus.processes.db.dependsOn: is not a setting; did you mean 'depends-on'?
            quarkus.processes.db.depends_on       | quarkus.processes.db.depends_on: is not a setting; did you mean 'depends-on'?
            quarkus.processes.db.env_file         | quarkus.processes.db.env_file: is not a setting; did you mean 'env-file'?
            quarkus.processes.db.stop-timeout     | quarkus.processes.db.stop-timeout: is not a setting; did you mean 'stop.timeout'?
            quarkus.processes.db.restart          | quarkus.processes.db.restart: is not a setting; did you mean 'restart.policy'?
            quarkus.processes.db.environment.A    | quarkus.processes.db.environment.A: is not a setting; did you mean 'env.A'?
            quarkus.processes.db.evn.A_B          | quarkus.processes.db.evn.A_B: is not a setting; did you mean 'env.A_B'?
            quarkus.processes.db.health.header.X  | quarkus.processes.db.health.header.X: is not a setting; did you mean 'health.headers.X'?
            quarkus.processes.db.working-dir      | quarkus.processes.db.working-dir: is not a setting; did you mean 'cwd'?
            quarkus.processes.db.health.status    | quarkus.processes.db.health.status: is not a setting; did you mean 'health.expected-status'?
            quarkus.processes.db.healthcheck.start_period | quarkus.processes.db.healthcheck.start_period: is not a setting; did you mean 'startup-timeout'?
            quarkus.processes.db.entrypoint       | quarkus.processes.db.entrypoint: is not a setting; did you mean 'command'?
            quarkus.processes.db.restart_policy   | quarkus.processes.db.restart_policy: is not a setting; did you mean 'restart.policy'?
            quarkus.processes.db.environment_file | quarkus.processes.db.environment_file: is not a setting; did you mean 'env-file'?
            quarkus.processes.db.stopwaitsecs     | quarkus.processes.db.stopwaitsecs: is not a setting; did you mean 'stop.timeout'?
            quarkus.processes.db.usage-limit      | quarkus.processes.db.usage-limit: is not a setting but the beginning of others: usage-limit.action, usage-limit.cpu, usage-limit.memory, usage-limit.samples
            quarkus.processes.db.properties."a.b" | quarkus.processes.db.properties."a.b": is not a setting; did you mean 'config."a.b"'?
            quarkus.processes.db.config.quarkus.redis.hosts | quarkus.processes.db.config.quarkus.redis.hosts: has a key without quotes; write config."quarkus.redis.hosts"
            quarkus.processes.db.config."a."b.c".d" | quarkus.processes.db.config."a."b.c".d": has quotes inside its key that end the key; write single quotes there, as in config."quarkus.log.category.'org.acme'.level"
            quarkus.processes.db.picture          | quarkus.processes.db.picture: is not a setting
            quarkus.processes.other.comand        | quarkus.processes.other.comand: is not a setting; did you mean 'command'?
            quarkus.process-manager.shutdwn-timeout | quarkus.process-manager.shutdwn-timeout: is not a setting; did you mean 'shutdown-timeout'?
            quarkus.processes.command             | quarkus.processes.id.command: is set without an id, as quarkus.processes.command; name the process between 'processes' and 'command'
            quarkus.process.db.command            | quarkus.processes.db.command: is set as quarkus.process.db.command, which nothing reads; write quarkus.processes.db.command
            quarkus.proceses.db.helth.url         | quarkus.processes.db.helth.url: is set as quarkus.proceses.db.helth.url, which nothing reads; write quarkus.processes.db.helth.url
            quarkus.process-managr.modes          | quarkus.process-manager.modes: is set as quarkus.process-managr.modes, which nothing reads; write quarkus.process-manager.modes
            quarkus.processmanager.modes          | quarkus.process-manager.modes: is set as quarkus.processmanager.modes, which nothing reads; write quarkus.process-manager.modes
            quarkus.process.manager.modes         | quarkus.process-manager.modes: is set as quarkus.process.manager.modes, which nothing reads; write quarkus.process-manager.modes
            """)
    void anUnknownKeyIsReportedWithTheKeyThatItProbablyMeans(String property, String problem) {
        assertThat(UnknownKeys.problem(property, IDS, false).map(Problem::toString)).contains(problem);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            quarkus.processes.my.db.helth.url    | quarkus.processes.my-db.helth.url: is not a setting (the environment variable QUARKUS_PROCESSES_MY_DB_HELTH_URL); did you mean 'health.url'?
            quarkus.processes.my.db.config.quarkus.redis.hosts | quarkus.processes.my-db.config.quarkus.redis.hosts: has a key without quotes (the environment variable QUARKUS_PROCESSES_MY_DB_CONFIG_QUARKUS_REDIS_HOSTS); write QUARKUS_PROCESSES_MY_DB_CONFIG__QUARKUS_REDIS_HOSTS_
            quarkus.proceses.my.db.restart.max.delay | quarkus.processes.my-db.restart.max.delay: is set as QUARKUS_PROCESES_MY_DB_RESTART_MAX_DELAY, which nothing reads; write QUARKUS_PROCESSES_MY_DB_RESTART_MAX_DELAY
            """)
    void anUnknownVariableIsReportedByItsName(String property, String problem) {
        assertThat(UnknownKeys.problem(property, IDS, true).map(Problem::toString)).contains(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = { "quarkus.processes.db.command", "quarkus.processes.\"db\".health.headers.\"X-A\"",
            "quarkus.processes.db.args[0]", "quarkus.processes.db.config.\"a.b\"", "quarkus.processes.db.config.\"a.b\"[0]",
            "quarkus.processes.db.env.ANY", "quarkus.process-manager.metrics.interval",
            "quarkus.processor.threads", "quarkus.profile", "quarkus.process.threads", "my.processes.db.comand",
            "quarkus.http.port" })
    void aKnownKeyAndAKeyOfAnotherExtensionAreNoProblem(String property) {
        assertThat(UnknownKeys.problem(property, IDS, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "quarkus.processes.my.db.restart.max.delay", "quarkus.processes.db.env.node.env",
            "quarkus.processes.db.args.0.", "quarkus.process.manager.env.node.env",
            "quarkus.process.manager.shutdown.timeout" })
    void aKnownVariableIsNoProblem(String property) {
        assertThat(UnknownKeys.problem(property, IDS, true)).isEmpty();
    }

    @Test
    void aBuildReportsAPropertyAndWarnsOfAVariable() {
        Configured configured = Configured.with("my-db.command=x", "my-db.comand=y")
                .andGlobal("%test.quarkus.processes.my-db.helth.url=x").andVariable("QUARKUS_PROCESSES_MY_DB_COMAND", "z")
                .andVariable("QUARKUS_PROCESSES_MY_DB_HELTH_URL", "z")
                .andVariable("QUARKUS_PROCESSES_MY_DB_RESTART_MAX_DELAY", "1m")
                .andVariable("QUARKUS_PROCESS_MANAGER_SHUTDOWN_TIMEOUT", "1m");

        Definitions build = configured.atBuildOf(LaunchMode.DEVELOPMENT).read();

        assertThat(build.problems()).isEmpty();
        assertThat(build.warnings()).extracting(Problem::toString).contains(
                "quarkus.processes.my-db.helth.url: is not a setting (the environment variable "
                        + "QUARKUS_PROCESSES_MY_DB_HELTH_URL); did you mean 'health.url'?");
        assertThat(configured.atStartOf(LaunchMode.DEVELOPMENT).read().warnings()).isEmpty();
        assertThat(Configured.with("db.command=x", "db.comand=y").atBuildOf(LaunchMode.TEST).problems())
                .containsExactly("quarkus.processes.db.comand: is not a setting; did you mean 'command'?");
    }
}

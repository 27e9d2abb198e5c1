package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.LaunchMode;

class UnresolvedExpressionsTest {

    @ParameterizedTest
    @ValueSource(strings = { "command=echo ${NOPE}", "args=${NOPE}", "args[0]=x${NOPE}", "cwd=${NOPE}/x", "env.A=${NOPE}",
            "env-file=${NOPE}", "port=${NOPE}", "name=${NOPE}", "wait-timeout=${NOPE}", "modes=${NOPE}", "depends-on=${NOPE}",
            "wait-for=${NOPE}", "health.url=http://localhost:${NOPE}/", "health.port=${NOPE}", "health.command=${NOPE}",
            "health.args=${NOPE}", "health.log=${NOPE}", "health.type=${NOPE}", "health.headers.X=${NOPE}",
            "stop.command=${NOPE} x", "log.level=${NOPE}", "log.stderr-level=${NOPE}", "log.buffer-size=${NOPE}",
            "log.line-length=${NOPE}", "log.ansi=${NOPE}", "log.file.path=${NOPE}/x" })
    void everyOptionalSettingThatRefersToNothingIsRefused(String setting) {
        String name = setting.substring(0, setting.indexOf('='));
        Configured configured = Configured.with("web.command=x", "web." + setting);

        assertThat(configured.problems())
                .containsExactly("quarkus.processes.web." + name + ": refers to ${NOPE}, which has no value");
    }

    @Test
    void onlyTheExpressionWithoutAValueIsNamed() {
        Configured configured = Configured.with("web.command=${a.b} $${LITERAL} ${c:default} ${NOPE}").andGlobal("a.b=secret");

        assertThat(configured.problems())
                .containsExactly("quarkus.processes.web.command: refers to ${NOPE}, which has no value");
    }

    @Test
    void aValueOrADefaultIsNoProblem() {
        Configured configured = Configured.with("web.command=x ${PORT:80} ${WHERE}").andVariable("WHERE", "here");

        assertThat(configured.definition().command().words()).containsExactly("x", "80", "here");
    }

    @Test
    void anExpressionInAVariableIsFoundUnderAnIdWithDashes() {
        Configured configured = Configured.with("my-db.command=x").andVariable("QUARKUS_PROCESSES_MY_DB_CWD", "${NOPE}");

        assertThat(configured.problems())
                .containsExactly("quarkus.processes.my-db.cwd: refers to ${NOPE}, which has no value");
    }

    @Test
    void aQuotedIdIsFoundToo() {
        assertThat(Configured.with("\"my-db\".command=${NOPE}").problems())
                .containsExactly("quarkus.processes.my-db.command: refers to ${NOPE}, which has no value");
    }

    @Test
    void theBuildOfAPackagedApplicationRefusesNoReference() {
        Configured configured = Configured.with("web.command=${COMMAND}", "web.port=${PORT}", "web.modes=prod",
                "api.command=x", "api.modes=prod", "api.depends-on=web:healthy");

        assertThat(configured.atBuildOf(LaunchMode.NORMAL).problems()).isEmpty();
        assertThat(configured.read().all().get(1).healthCheck()).isPresent();
        assertThat(configured.atStartOf(LaunchMode.NORMAL).problems()).containsExactly(
                "quarkus.processes.web.command: refers to ${COMMAND}, which has no value",
                "quarkus.processes.web.port: refers to ${PORT}, which has no value");
    }

    @Test
    void theBuildOfDevModeRefusesAllReferencesToUnknownProcesses() {
        Configured configured = Configured
                .with("web.command=x ${quarkus.processes.dv.port}", "web.depends-on=bd", "db.command=x",
                        "api.command=x", "api.env.DB=${address}", "job.command=x ${quarkus.processes.db.ports.admin}",
                        "old.command=x ${quarkus.processes.gone.port}", "old.modes=test")
                .andGlobal("address=${quarkus.processes.\"sb\".host}");

        assertThat(configured.atBuildOf(LaunchMode.DEVELOPMENT).read().allProblems()).map(Object::toString).containsExactly(
                "quarkus.processes.api.env.DB: refers to ${quarkus.processes.\"sb\".host}, which has no value; there is no process"
                        + " 'sb'; known: api, db, job, old, web; did you mean 'db'?",
                "quarkus.processes.web.command: refers to ${quarkus.processes.dv.port}, which has no value; there is no process "
                        + "'dv'; known: api, db, job, old, web; did you mean 'db'?",
                "quarkus.processes.web.depends-on: Missing dependency: there is no process 'bd'; known: api, db, job, old, web; "
                        + "did you mean 'db'?");
    }

    /** Only the application that runs has the source of an extension such as Consul. */
    @Test
    void aDefaultPermitsAReferenceToAProcessThatOnlyTheStartKnows() {
        Configured build = Configured.with("web.command=x ${quarkus.processes.late.port:0}");
        Configured start = Configured.with("web.command=x ${quarkus.processes.late.port:0}", "late.command=y",
                "late.port=7711");

        assertThat(build.atBuildOf(LaunchMode.DEVELOPMENT).problems()).isEmpty();
        assertThat(start.atStartOf(LaunchMode.DEVELOPMENT).read().all())
                .filteredOn(process -> process.id().equals("web"))
                .singleElement().extracting(web -> web.command().words()).isEqualTo(List.of("x", "7711"));
    }

    /** A resource of a test can declare the process after the build. The variables of a server declare it for a package. */
    @Test
    void theBuildForTestsAndForProductionRefusesNoReferenceToAnUnknownProcess() {
        Configured configured = Configured.with("web.command=x ${quarkus.processes.dv.port}", "web.modes=dev,test,prod");

        assertThat(configured.atBuildOf(LaunchMode.TEST).problems()).isEmpty();
        assertThat(configured.atBuildOf(LaunchMode.NORMAL).problems()).isEmpty();
        assertThat(configured.atStartOf(LaunchMode.TEST).problems()).hasSize(1);
        assertThat(configured.atStartOf(LaunchMode.NORMAL).problems()).hasSize(1);
    }

    /** Only the start knows the values of Dev Services and the defaults of Quarkus. */
    @Test
    void aBuildRefusesNoReferenceWithDots() {
        Configured configured = Configured.with("web.command=x ${KAFKA}", "web.env.KAFKA=${kafka.bootstrap.servers}",
                "api.command=x ${broker}").andGlobal("broker=${kafka.bootstrap.servers}");

        assertThat(configured.atBuildOf(LaunchMode.DEVELOPMENT).problems())
                .containsExactly("quarkus.processes.web.command: refers to ${KAFKA}, which has no value");
        assertThat(configured.atStartOf(LaunchMode.DEVELOPMENT).problems()).containsExactly(
                "quarkus.processes.api.command: refers to ${kafka.bootstrap.servers}, which has no value",
                "quarkus.processes.web.command: refers to ${KAFKA}, which has no value",
                "quarkus.processes.web.env.KAFKA: refers to ${kafka.bootstrap.servers}, which has no value");
    }

    @Test
    void theProblemNamesANestedExpressionAsAWhole() {
        assertThat(Configured.with("web.command=run ${a.${b}} --password x").andGlobal("b=c").problems())
                .containsExactly("quarkus.processes.web.command: refers to ${a.${b}}, which has no value");
    }

    @Test
    void aProcessThatDoesNotRunHereMayReferToNothing() {
        Configured configured = Configured.with("web.command=${NOPE}", "web.modes=test");

        assertThat(configured.problems()).isEmpty();
        assertThat(configured.atStartOf(LaunchMode.TEST).problems()).hasSize(1);
    }

    @Test
    void aReferenceToAProcessSaysWhatIsMissing() {
        Configured configured = Configured.with("web.command=x ${quarkus.processes.dv.port}", "db.command=x",
                "api.command=x ${quarkus.processes.\"db\".port}", "job.command=x ${quarkus.processes.db.ports.admin}");

        assertThat(configured.atStartOf(LaunchMode.DEVELOPMENT).problems()).containsExactly(
                "quarkus.processes.api.command: refers to ${quarkus.processes.\"db\".port}, which has no value; process 'db' has no "
                        + "port: set one, or 0 for a free port",
                "quarkus.processes.job.command: refers to ${quarkus.processes.db.ports.admin}, which has no value",
                "quarkus.processes.web.command: refers to ${quarkus.processes.dv.port}, which has no value; there is no process "
                        + "'dv'; known: api, db, job, web; did you mean 'db'?");
    }
}

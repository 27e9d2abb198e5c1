package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Problem;

class ShellExpressionsTest {

    private static final String COLON = "because ':' alone separates it; ";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            command=x --port ${PORT:-3000}   ~ command: has '${PORT:-3000}', whose default is '-3000', %s write ${PORT:3000}
            port=${PORT:-3000}               ~ port: has '${PORT:-3000}', whose default is '-3000', %s write ${PORT:3000}
            args=a,${X:-b}                   ~ args: has '${X:-b}', whose default is '-b', %s write ${X:b}
            args[1]=${X:-}                   ~ args[1]: has '${X:-}', whose default is '-', %s write ${X:}
            env.A=${X:=d}                    ~ env.A: has '${X:=d}', whose default is '=d', %s write ${X:d}
            env.A=${X:+d}                    ~ env.A: has '${X:+d}', whose default is '+d', %s no expression has an alternative value
            cwd=${DIR:?no directory}         ~ cwd: has '${DIR:?no directory}', whose default is '?no directory', %s write ${DIR}, which is refused without a value
            env.DB_PASSWORD=${PW:-hunter2}   ~ env.DB_PASSWORD: has '${PW:-***}', whose default is '-***', %s write ${PW:***}
            env.A=${DB_PASSWORD:-hunter2}    ~ env.A: has '${DB_PASSWORD:-***}', whose default is '-***', %s write ${DB_PASSWORD:***}
            env.A=${X:${Y:-d}}               ~ env.A: has '${Y:-d}', whose default is '-d', %s write ${Y:d}
            health.url=http://localhost:${PORT:-80}/ ~ health.url: has '${PORT:-80}', whose default is '-80', %s write ${PORT:80}
            command=x ${HOME                 ~ command: has '${' without '}'; close it, or write '$${' for the text itself
            env.PATH=/opt/bin:$PATH          ~ env.PATH: has '$PATH', which no shell replaces here; write ${PATH}
            args=$PORT                       ~ args: has '$PORT', which no shell replaces here; write ${PORT}, or $$PORT for the text itself
            args=a,$PORT                     ~ args: has '$PORT', which no shell replaces here; write ${PORT}, or $$PORT for the text itself
            cwd=$HOME/x                      ~ cwd: has '$HOME', which no shell replaces here; write ${HOME}, or $$HOME for the text itself
            log.file.path=$HOME/x            ~ log.file.path: has '$HOME', which no shell replaces here; write ${HOME}, or $$HOME for the text itself
            health.path=/$PORT               ~ health.path: has '$PORT', which no shell replaces here; write ${PORT}, or $$PORT for the text itself
            """)
    void anExpressionOfAShellIsAnError(String setting, String problem) {
        Configured configured = Configured.with("web.command=x", "web.port=1", "web." + setting);

        assertThat(configured.problems())
                .containsExactly("quarkus.processes.web." + problem.replace("%s ", COLON));
    }

    @Test
    void aTildeInAPathIsAnError() {
        assertThat(Configured.with("web.command=x", "web.cwd=~/x").problems()).containsExactly(
                "quarkus.processes.web.cwd: begins with '~', which only a shell replaces; write ${user.home}/x");
    }

    @Test
    void aScriptHasTheEscapeForTheShell() {
        assertThat(Configured.with("web.shell=true", "web.command=x ${X:-d}").problems()).containsExactly(
                "quarkus.processes.web.command: has '${X:-d}', whose default is '-d', " + COLON
                        + "write ${X:d}, or $${X:-d} for the shell");
        assertThat(Configured.with("web.shell=true", "web.command=x $${X:-d} $X $(y) `z`").definition().command().words())
                .containsExactly("x ${X:-d} $X $(y) `z`");
    }

    @Test
    void theValueOfAnotherPropertyIsCheckedToo() {
        assertThat(Configured.with("web.command=x", "web.env.A=${a}").andGlobal("a=${b}", "b=${X:-1}").problems())
                .containsExactly("quarkus.processes.web.env.A: refers to ${b}, which has '${X:-1}', whose default is '-1', "
                        + COLON + "write ${X:1}");
    }

    @Test
    void anOperatorInANameIsExplained() {
        assertThat(Configured.with("web.command=x", "web.env.A=${PORT-80}", "web.env.B=${PORT#8}").problems())
                .containsExactly(
                        "quarkus.processes.web.env.A: refers to ${PORT-80}, which has no value; a default follows a colon: "
                                + "${PORT:80}",
                        "quarkus.processes.web.env.B: refers to ${PORT#8}, which has no value; only a shell has the operator "
                                + "'#'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            env.A=pa$$word          ~ env.A: has '$$', which becomes one '$'; write '$$$$' for two, or '$' for one
            env.PASSWORD=pa$$word   ~ env.PASSWORD: has '$$', which becomes one '$'; write '$$$$' for two, or '$' for one
            command=x 'a $$'        ~ command: has '$$', which becomes one '$'; write '$$$$' for two, or '$' for one
            env.A=$PATH:x           ~ env.A: has '$PATH', which no shell replaces here; write ${PATH}, or $$PATH for the text itself
            args=-x$PORT            ~ args: has '$PORT', which no shell replaces here; write ${PORT}, or $$PORT for the text itself
            args=$(date)            ~ args: has '$(date)', which no shell replaces here
            env.A=`date`            ~ env.A: has '`date`', which no shell replaces here
            """)
    void aTextThatCanBeMeantIsAWarning(String setting, String warning) {
        Definitions definitions = Configured.with("web.command=x", "web." + setting).read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.warnings()).extracting(Problem::toString)
                .containsExactly("quarkus.processes.web." + warning);
    }

    @Test
    void aTildeInAnArgumentIsAWarning() {
        Definitions definitions = Configured.with("web.command=x", "web.args=~/x").read();

        assertThat(definitions.warnings()).extracting(Problem::toString).containsExactly(
                "quarkus.processes.web.args: begins with '~', which only a shell replaces; write ${user.home}/x");
    }

    @Test
    void theProcessIdOfAShellNeedsFourDollars() {
        Configured configured = Configured.with("web.shell=true", "web.command=echo $$");

        assertThat(configured.read().warnings()).extracting(Problem::message).containsExactly(
                "has '$$', which becomes one '$'; write '$$$$' for the process id of the shell, or '$' for one");
        assertThat(Configured.with("web.shell=true", "web.command=echo $$$$").definition().command().words())
                .containsExactly("echo $$");
    }

    @ParameterizedTest
    @ValueSource(strings = { "command=x ${PORT:3000} $${HOME} '$PORT'", "nice=${NICE:-5}", "env.A=${X:}", "args=$$PORT,\\$X",
            "env.A=a$5", "env.PASSWORD=a$SECRET`x`", "health.log=done$", "health.headers.X=a$B", "env.A={a,b}", "name=a~b",
            "health.path=/x/$metadata", "args=#,$,a$" })
    void anOrdinaryTextIsNoProblem(String setting) {
        Definitions definitions = Configured.with("web.command=x", "web.port=80", "web." + setting).read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(List.copyOf(definitions.warnings())).isEmpty();
    }
}

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
            command=x --port ${PORT:-3000}   ~ command: has '${PORT:-3000}', whose default is '-3000', %s write ${PORT:3000}, or ${PORT:${:}-3000} if the '-' is meant
            port=${PORT:-3000}               ~ port: has '${PORT:-3000}', whose default is '-3000', %s write ${PORT:3000}, or ${PORT:${:}-3000} if the '-' is meant
            args=a,${X:-b}                   ~ args: has '${X:-b}', whose default is '-b', %s write ${X:b}, or ${X:${:}-b} if the '-' is meant
            args[1]=${X:-}                   ~ args[1]: has '${X:-}', whose default is '-', %s write ${X:}, or ${X:${:}-} if the '-' is meant
            env.A=${X:=d}                    ~ env.A: has '${X:=d}', whose default is '=d', %s write ${X:d}, or ${X:${:}=d} if the '=' is meant
            env.A=${X:+d}                    ~ env.A: has '${X:+d}', whose default is '+d', %s no expression has an alternative value, or ${X:${:}+d} if the '+' is meant
            cwd=${DIR:?no directory}         ~ cwd: has '${DIR:?no directory}', whose default is '?no directory', %s write ${DIR}, which is refused without a value, or ${DIR:${:}?no directory} if the '?' is meant
            env.DB_PASSWORD=${PW:-hunter2}   ~ env.DB_PASSWORD: has '${PW:-***}', whose default is '-***', %s write ${PW:***}, or ${PW:${:}-***} if the '-' is meant
            env.A=${DB_PASSWORD:-hunter2}    ~ env.A: has '${DB_PASSWORD:-***}', whose default is '-***', %s write ${DB_PASSWORD:***}, or ${DB_PASSWORD:${:}-***} if the '-' is meant
            env.A=a://u:${P:-hunter2}@h      ~ env.A: has '${P:-***}', whose default is '-***', %s write ${P:***}, or ${P:${:}-***} if the '-' is meant
            args=--password,${P:-hunter2}    ~ args: has '${P:-***}', whose default is '-***', %s write ${P:***}, or ${P:${:}-***} if the '-' is meant
            command=x --token "${P:-hunter2}" ~ command: has '${P:-***}', whose default is '-***', %s write ${P:***}, or ${P:${:}-***} if the '-' is meant
            args=--password,$DB_PASSWORD     ~ args: has '$DB_PASSWORD', which no shell replaces here; write ${DB_PASSWORD}, or $$DB_PASSWORD for the text itself
            env.A=${X:${Y:-d}}               ~ env.A: has '${Y:-d}', whose default is '-d', %s write ${Y:d}, or ${Y:${:}-d} if the '-' is meant
            health.url=http://localhost:${PORT:-80}/ ~ health.url: has '${PORT:-80}', whose default is '-80', %s write ${PORT:80}, or ${PORT:${:}-80} if the '-' is meant
            command=x ${HOME                 ~ command: has '${' without '}'; close it, or write '$${' for the text itself
            env.PATH=/opt/bin:$PATH          ~ env.PATH: has '$PATH', which no shell replaces here; write ${PATH}
            args=$PORT                       ~ args: has '$PORT', which no shell replaces here; write ${PORT}, or $$PORT for the text itself
            args=a,$PORT                     ~ args: has '$PORT', which no shell replaces here; write ${PORT}, or $$PORT for the text itself
            cwd=$HOME/x                      ~ cwd: has '$HOME', which no shell replaces here; write ${HOME}, or $$HOME for the text itself
            log.file.path=$HOME/x            ~ log.file.path: has '$HOME', which no shell replaces here; write ${HOME}, or $$HOME for the text itself
            liveness.url=http://localhost:${PORT:-80}/ ~ liveness.url: has '${PORT:-80}', whose default is '-80', %s write ${PORT:80}, or ${PORT:${:}-80} if the '-' is meant
            liveness.path=/$PORT             ~ liveness.path: has '$PORT', which no shell replaces here; write ${PORT}, or $$PORT for the text itself
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
                        + "write ${X:d}, or $${X:-d} for the shell, or ${X:${:}-d} if the '-' is meant");
        assertThat(Configured.with("web.shell=true", "web.command=x $${X:-d} $X $(y) `z`").definition().command().words())
                .containsExactly("x ${X:-d} $X $(y) `z`");
    }

    @Test
    void theValueOfAnotherPropertyIsCheckedToo() {
        Definitions definitions = Configured.with("web.command=x", "web.env.A=${a}").andGlobal("a=${b}", "b=${X:-1}").read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.warnings()).extracting(Problem::toString)
                .containsExactly("quarkus.processes.web.env.A: refers to ${b}, which has '${X:-1}', whose default is '-1', "
                        + COLON + "write ${X:1}, or ${X:${:}-1} if the '-' is meant");
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
            env.PASSWORD=pa$$word   ~ env.PASSWORD: has '$$', which becomes one '$'; write '$$$$' for two, or '$' for one
            command=x 'a $$'        ~ command: has '$$', which becomes one '$'; write '$$$$' for two, or '$' for one
            env.A=$PATH:x           ~ env.A: has '$PATH', which no shell replaces here; write ${PATH}, or $$PATH for the text itself
            args=-x$PORT            ~ args: has '$PORT', which no shell replaces here; write ${PORT}, or $$PORT for the text itself
            args=-Dpassword=a$DEF   ~ args: has '-Dpassword=***', in which '$' begins a variable in a shell; write '$$' if it is meant
            args=--password,abc$DEF ~ args: has '***', in which '$' begins a variable in a shell; write '$$' if it is meant
            env.A=m://u:p$w@h/$DB   ~ env.A: has 'm://***@h/$DB', in which '$' begins a variable in a shell; write '$$' if it is meant
            args=$(date)            ~ args: has '$(date)', which no shell replaces here
            env.A=`date`            ~ env.A: has '`date`', which no shell replaces here
            """)
    void aTextThatCanBeMeantIsAWarning(String setting, String warning) {
        Definitions definitions = Configured.with("web.command=x", "web." + setting).read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.warnings()).extracting(Problem::toString)
                .containsExactly("quarkus.processes.web." + warning);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            command=java ${JVM_ARGS:-Xmx1g} X ~ -Xmx1g
            env.JTO=${JTO:-XX:+UseSerialGC}   ~ -XX:+UseSerialGC
            args=${X:-Dx=y}                   ~ -Dx=y
            args=${X:--opt}                   ~ --opt
            args=${X:-a -b}                   ~ -a -b
            env.A=${X:+%Y-%m}                 ~ +%Y-%m
            env.A=${X:?a=b}                   ~ ?a=b
            env.A=${X:==}                     ~ ==
            """)
    void aDefaultThatBeginsWithAnOperatorIsAWarningIfItCanBeMeant(String setting, String value) {
        Definitions definitions = Configured.with("web.command=x", "web." + setting).read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.warnings()).extracting(Problem::message).singleElement().asString()
                .contains("whose default is '" + value + "'").endsWith(":${:}" + value + "} if the '" + value.charAt(0)
                        + "' is meant");
    }

    @Test
    void theWayOutKeepsTheOperator() {
        Definitions definitions = Configured.with("web.command=java ${JVM_ARGS:${:}-Xmx1g} ${Y:${:}-1}").andGlobal("Y=2")
                .read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.warnings()).isEmpty();
        assertThat(definitions.all().get(0).command().words()).containsExactly("java", "-Xmx1g", "2");
    }

    @Test
    void aDefaultBehindAnOperatorInANameIsMasked() {
        assertThat(Configured.with("web.command=x", "web.env.A=${PW-hunter2}").problems()).containsExactly(
                "quarkus.processes.web.env.A: refers to ${PW-***}, which has no value; a default follows a colon: ${PW:***}");
    }

    @Test
    void anElementBehindASecretOptionIsNotQuoted() {
        Definitions definitions = Configured.with("web.command=x", "web.args[0]=--password", "web.args[1]=abc$DEF").read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.warnings()).isEmpty();
    }

    @Test
    void anEscapedVariableInACommandIsMeant() {
        Definitions definitions = Configured.with("web.command=docker run -e PASSWORD=abc$$DEF -t $$SYS/# \"$$(x)\"").read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.warnings()).isEmpty();
        assertThat(definitions.all().get(0).command().words()).contains("PASSWORD=abc$DEF", "$SYS/#", "$(x)");
    }

    @Test
    void aTildeInACommonPathIsTheOnlyProblem() {
        assertThat(Configured.with("web.command=x").andGlobal("quarkus.process-manager.env-file=~/x").problems())
                .containsExactly("quarkus.process-manager.env-file: begins with '~', which only a shell replaces; write "
                        + "${user.home}/x");
    }

    @Test
    void aFindingIsReportedOnce() {
        Definitions twice = Configured.with("web.command=psql -c 'do $$ begin end $$'").read();
        Definitions withError = Configured.with("web.command=x 'a $$' $PORT", "web.env.PATH=/opt:$PATH").read();

        assertThat(twice.warnings()).hasSize(1);
        assertThat(withError.problems()).hasSize(2);
        assertThat(withError.warnings()).isEmpty();
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
            "health.path=/x/$metadata", "args=#,$,a$", "env.A=pa$$word", "env.A=$$PATH:x",
            "command=mosquitto_sub -t $$SYS/broker/#", "health.log=$$A", "env.H=$2a$11$W2zko751KUvVy59",
            "args=$apr1$X1$Abc", "env.A=a$$1" })
    void anOrdinaryTextIsNoProblem(String setting) {
        Definitions definitions = Configured.with("web.command=x", "web.port=80", "web." + setting).read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(List.copyOf(definitions.warnings())).isEmpty();
    }
}

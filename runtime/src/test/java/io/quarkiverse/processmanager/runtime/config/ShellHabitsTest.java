package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.config.text.Findings;
import io.quarkiverse.processmanager.runtime.config.text.ShellHabits;
import io.quarkiverse.processmanager.runtime.config.text.ShellWords;

class ShellHabitsTest {

    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            echo one; exec x            ~ has 'one;', which only a shell understands; set shell=true, or quote it
            x --token hunter2; y        ~ has '***', which only a shell understands; set shell=true, or quote it
            a && b                      ~ has '&&', which only a shell understands; set shell=true, or quote it
            a&&b                        ~ has 'a&&b', which only a shell understands; set shell=true, or quote it
            a | b                       ~ has '|', which only a shell understands; set shell=true, or quote it
            a |b                        ~ has '|b', which only a shell understands; set shell=true, or quote it
            a || true                   ~ has '||', which only a shell understands; set shell=true, or quote it
            sleep 1 &                   ~ has '&', which only a shell understands; leave it out, because the application never waits for the process, set shell=true, or quote it
            sleep 1&                    ~ has '1&', which only a shell understands; leave it out, because the application never waits for the process, set shell=true, or quote it
            a > file                    ~ has '>', which only a shell understands; set log.file.path to write the output into a file, set shell=true, or quote it
            a >file                     ~ has '>file', which only a shell understands; set log.file.path to write the output into a file, set shell=true, or quote it
            a 2>/dev/null               ~ has '2>/dev/null', which only a shell understands; set shell=true, or quote it
            a 2>&1                      ~ has '2>&1', which only a shell understands; set shell=true, or quote it
            a <input.txt                ~ has '<input.txt', which only a shell understands; set shell=true, or quote it
            NODE_ENV=x node y           ~ begins with 'NODE_ENV=', which only a shell understands; set env."NODE_ENV"=... instead
            A=1 TOKEN=hunter2 node y    ~ begins with 'A=', which only a shell understands; set env."A"=..., env."TOKEN"=... instead
            exec ./x                    ~ begins with 'exec', which only a shell understands; leave 'exec' out, because the program is executed directly, or set shell=true
            source .env                 ~ begins with 'source', which only a shell understands; name a file with variables in env-file, or set shell=true
            . ./env                     ~ begins with '.', which only a shell understands; name a file with variables in env-file, or set shell=true
            cd x && y                   ~ begins with 'cd', which only a shell understands; set cwd to the directory, or set shell=true
            export A=1                  ~ begins with 'export', which only a shell understands; set env."NAME" to the value, or set shell=true
            ulimit -n 100               ~ begins with 'ulimit', which only a shell understands; set ulimits."NAME", or set shell=true
            for i in a b                ~ begins with 'for', which only a shell understands; set shell=true
            (a b)                       ~ begins with '(a', which only a shell understands; set shell=true
            node server.js --port $PORT ~ has '$PORT', which no shell replaces here; write ${PORT}, set shell=true, or put it into single quotes
            x --password $DB_PASSWORD   ~ has '$DB_PASSWORD', which no shell replaces here; write ${DB_PASSWORD}, set shell=true, or put it into single quotes
            curl http://localhost/x; y  ~ has 'http://localhost/x;', which only a shell understands; set shell=true, or quote it
            echo $(date)                ~ has '$(date)', which no shell replaces here; set shell=true, or put it into single quotes
            echo `date`                 ~ has '`date`', which no shell replaces here; set shell=true, or put it into single quotes
            a b # a comment             ~ has '#', which begins a comment in a shell only; leave the comment out, or quote it
            """)
    void aLineThatOnlyAShellUnderstandsIsAnError(String line, String message) {
        check(line);

        assertThat(errors).containsExactly(message);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aTildeAtTheBeginningIsAnError() {
        check("~/bin/x");

        assertThat(errors).containsExactly(
                "begins with '~', which only a shell replaces; write ${user.home}/bin/x, or set shell=true");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            xmllint *.xml            | has '*.xml', which no shell expands here; set shell=true, or quote it if the program expands it
            eslint src/**/*.ts       | has 'src/**/*.ts', which no shell expands here; set shell=true, or quote it if the program expands it
            x --config ~/x.conf      | has '~/x.conf', which no shell replaces here; write ${user.home}/x.conf, or quote it if the program replaces it
            echo "at $HOME"          | has '$HOME', which no shell replaces here; write ${HOME}, set shell=true, or put it into single quotes
            echo $home               | has '$home', which no shell replaces here; write ${home}, set shell=true, or put it into single quotes
            x --port %PORT%          | has '%PORT%', which no shell replaces here; write ${PORT}, or put it into single quotes
            echo "$(date)"           | has '$(date)', which no shell replaces here; set shell=true, or put it into single quotes
            x --password abc$DEF     | has '***', in which '$' begins a variable in a shell; put it into single quotes
            x --password "a$(b)"     | has '***', in which '$' begins a variable in a shell; put it into single quotes
            x --password a%CD%ef     | has '***', in which '%' begins a variable in a shell; put it into single quotes
            x m://u:p$w@h/db         | has 'm://***@h/db', in which '$' begins a variable in a shell; put it into single quotes
            docker exec -e A="$B" db sh -c "echo $C" | has '$B', which no shell replaces here; write ${B}, set shell=true, or put it into single quotes
            show #fff                | has '#fff', which begins a comment in a shell only; quote it if it is an argument
            """)
    void aLineThatAProgramCanExpectIsAWarning(String line, String message) {
        check(line);

        assertThat(errors).isEmpty();
        assertThat(warnings).containsExactly(message);
    }

    @ParameterizedTest
    @ValueSource(strings = { "node server.js", "a '&&' \";\"", "find . \\;", "curl http://localhost/?a=1&b=2", "a 'x;'",
            "x --filter='a|b' a|b", "java -cp lib/* Main", "java -cp a.jar;b.jar Main", "npm i x@>=1 >=18",
            "echo '$PORT' \\$PORT",
            "sh -c \"echo $PORT; ls *.xml\"", "/bin/bash -c 'a && b'", "eslint 'src/**/*.ts'", "x --origin=*", "x <name>",
            "awk {print} $1", "grep foo$", "mongosh --eval 'db.x.find({$set:1})'", "[ -f x ]", "x a=b", "./exec a", "time x",
            "x '#' \"#a\"", "'NODE_ENV=x' y", "psql -c \"select 1;\"", "x {a,b}", "echo 5$", "x @#", "cron * *", "date +%Y%m%d",
            "stripe listen --forward-to localhost:8080/hook", "docker run -p 1:2 -e A=b x", "redis-server --save ''",
            "kubectl port-forward svc/x 8080:80", "x '%PORT%'", "java -Dfile=*.x -jar a.jar", "npx concurrently npm:watch-*",
            "java -Durl=jdbc:sqlserver://h:1433;databaseName=x;encrypt=false; -jar a.jar", "x --dsn sqlserver://h;",
            "x a=b;c=d;",
            "docker exec db sh -c \"echo $A; ls *.xml\"", "timeout 5 sh -c \"$X\"", "env bash -c \"$X\" %X_Y% ~/x",
            "sudo -u x /bin/bash -c \"echo $(x)\"", "ssh host \"tail $X\"", "powershell -Command \"Get-Item $Env:PATH\"",
            "'C:\\\\x\\\\pwsh.exe' -Command \"$x\"", "CMD.EXE /c echo %PATH%", "nats --password $2a$11$W2zko751KUvVy59",
            "htpasswd -b f user $apr1$X1$Abc", "gradle test --tests com.acme.*", "stripe --events charge.*,payment.*",
            "nats sub orders.*", "x .*", "x ^/api/.*$", "x *.example.com", "x *.localhost" })
    void anOrdinaryLineIsNoProblem(String line) {
        check(line);

        assertThat(errors).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aMessageNamesTheShellOfItsCommand() {
        assertThat(Configured.with("web.command=x", "web.health.command=a | b", "web.stop.command=a; b",
                "web.pre-start.command=rm *; a").problems())
                .containsExactlyInAnyOrder(
                        "quarkus.processes.web.pre-start.command: has '*;', which only a shell understands; set "
                                + "pre-start.shell=true, or quote it",
                        "quarkus.processes.web.health.command: has '|', which only a shell understands; set "
                                + "health.shell=true, or quote it",
                        "quarkus.processes.web.stop.command: has 'a;', which only a shell understands; set "
                                + "stop.shell=true, or quote it");
    }

    @Test
    void aShellUnderstandsAll() {
        Definitions definitions = Configured.with("web.command=cd x && exec node *.js", "web.shell=true",
                "web.health.command=a | b", "web.health.shell=true", "web.stop.command=a; b", "web.stop.shell=true",
                "web.pre-start.command=rm *; a $$b ${c:d}", "web.pre-start.shell=true").read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.warnings()).isEmpty();
        assertThat(definitions.all().get(0).stop().command()).containsExactly("/bin/sh", "-c", "a; b", "sh");
    }

    @Test
    void aWarningIsNoProblem() {
        Definitions definitions = Configured.with("web.command=xmllint *.xml").read();

        assertThat(definitions.problems()).isEmpty();
        assertThat(definitions.warnings()).extracting(Problem::property).containsExactly("quarkus.processes.web.command");
    }

    private void check(String line) {
        ShellHabits.check(ShellWords.split(line), "shell", Set.of(), new Findings() {
            @Override
            public void error(String message) {
                errors.add(message);
            }

            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        });
    }
}

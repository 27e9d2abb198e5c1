package io.quarkiverse.processmanager.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.Seeds;

class SecretsTest {

    private static final Secrets NONE = Secrets.ofTexts();

    @ParameterizedTest
    @ValueSource(strings = { "PASSWORD", "DB_PASSWORD", "PGPASSWORD", "dbPassword", "MYSQL_PWD", "API_KEY", "apiKey", "APIKEY",
            "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "authToken", "token", "CREDENTIALS", "auth", "pass",
            "redis.pass", "PASSPHRASE", "private-key", "--password", "Authorization", "OAUTH_ID", "SESSION", "Cookie" })
    void theseNamesAreThoseOfSecrets(String name) {
        assertThat(Secrets.mentionsSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "PATH", "PWD", "OLDPWD", "HOME", "AUTHOR", "MONKEY", "KEYBOARD", "COMPASS", "PORT", "NODE_ENV",
            "user", "passenger", "bypass", "" })
    void theseAreNot(String name) {
        assertThat(Secrets.mentionsSecret(name)).isFalse();
    }

    /** The documentation has it, and it is the name of the database, too. */
    @Test
    void theWellKnownPasswordOfServicesIsMaskedUnderItsNameOnly() {
        Map<String, String> environment = Map.of("DB_PASSWORD", "quarkus");

        assertThat(Secrets.of(environment).mask(environment)).containsEntry("DB_PASSWORD", "***");
        assertThat(Secrets.of(environment).mask("jdbc:postgresql://localhost:5432/quarkus"))
                .isEqualTo("jdbc:postgresql://localhost:5432/quarkus");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "--password=hunter2            | --password=***",
            "-Ddb.password=hunter2         | -Ddb.password=***",
            "--db-port=5432                | --db-port=5432",
            "API_TOKEN=hunter2             | API_TOKEN=***",
            "postgres://me:hunter2@host/db | postgres://***@host/db",
            "http://host:80/a?x=1&token=hunter2&y=2 | http://host:80/a?x=1&token=***&y=2",
            "http://host/me@home           | http://host/me@home",
            "Authorization: Bearer hunter2 | Authorization: ***",
            "X-Api-Key:hunter2             | X-Api-Key:***",
            "Accept: text/html             | Accept: text/html",
            "--requirepass=hunter2         | --requirepass=***",
    })
    void aWordIsMaskedWhereItSaysWhatItIs(String word, String masked) {
        assertThat(NONE.mask(List.of(word))).containsExactly(masked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "PGPASSWORD=hunter2 psql -c x       | PGPASSWORD=*** psql -c x",
            "PGPASSWORD='hunter two' psql       | PGPASSWORD=*** psql",
            "run --token hunter2 --verbose      | run --token *** --verbose",
            "run --token --verbose              | run --token --verbose",
            "curl -H 'Authorization: Bearer hunter2' http://x | curl -H 'Authorization: ***' http://x",
            "curl http://me:hunter2@x/ | curl http://***@x/",
            "echo {\"password\": \"hunter2\"}   | echo {\"password\": \"***\"}",
            "export A_KEY=hunter2; B_KEY=hunter3 run | export A_KEY=***; B_KEY=*** run",
    })
    void aScriptIsMaskedInside(String script, String masked) {
        assertThat(NONE.mask(script)).isEqualTo(masked);
    }

    @Test
    void theWordAfterASecretOptionIsMasked() {
        assertThat(NONE.mask(List.of("run", "--token", "hunter2", "-v", "--password", "--user", "me", "--key")))
                .containsExactly("run", "--token", "***", "-v", "--password", "--user", "me", "--key");
    }

    @Test
    void whatAVariableSaysIsASecretIsMaskedEverywhere() {
        Secrets secrets = Secrets.of(Map.of("DB_PASSWORD", "hunter2", "PIN_KEY", "1"));

        assertThat(secrets.mask(List.of("run", "-x", "hunter2", "-yhunter2", "1")))
                .containsExactly("run", "-x", "***", "-y***", "1");
        assertThat(secrets.mask(Map.of("DB_PASSWORD", "hunter2", "URL", "x:hunter2@y", "EMPTY_TOKEN", "", "N", "1")))
                .isEqualTo(Map.of("DB_PASSWORD", "***", "URL", "x:***@y", "EMPTY_TOKEN", "", "N", "1"));
    }

    @Test
    void aSecretOfOneSettingIsMaskedInAllTextsOfTheProcess() {
        ProcessDefinition definition = ProcessDefinition.builder("db")
                .command("redis-server", "--requirepass", "secret-of-the-command")
                .env("DATABASE", "postgres://me:secret-of-a-url@db/app").env("AUTH_METHOD", "trust")
                .env("SESSIONS_OF_KEY", "3600")
                .config("app.db.password", "secret-of-the-config")
                .stop(stop -> stop.command("redis-cli", "-a", "secret-of-the-stop"))
                .preStart(before -> before.command("setup", "--token=secret-of-the-pre-start"))
                .health(health -> health.url("http://localhost:1/?token=secret-of-the-check").header("X-Auth",
                        "secret-of-a-header"))
                .build();

        assertThat(Secrets.of(definition).mask("a secret-of-the-command, secret-of-a-url, secret-of-the-config, "
                + "secret-of-the-stop, secret-of-the-pre-start, secret-of-the-check, secret-of-a-header; trust 3600"))
                .isEqualTo("a ***, ***, ***, ***, ***, ***, ***; trust 3600");
    }

    /** A report quotes the last lines of output. */
    @Test
    void theLinesOfAReportAreReadTogether() {
        List<LogLine> lines = Stream.of("- name: PASSWORD", "  value: \u001b[1mhunter2\u001b[0m", "a secret-of-a-variable").map(
                text -> new LogLine("web", 1, 1, Instant.EPOCH, LogLine.Stream.STDOUT, text)).toList();

        assertThat(Secrets.of(Map.of("A_TOKEN", "secret-of-a-variable")).quote(lines))
                .containsExactly("- name: PASSWORD", "  value: ***", "a ***");
    }

    /** The other stream can stand between the two lines, and a start says nothing about the next one. */
    @Test
    void aStreamOfAStartIsATextOfItsOwn() {
        List<LogLine> lines = List.of(line(1, LogLine.Stream.STDOUT, "name: PASSWORD"), line(1, LogLine.Stream.STDERR, "x"),
                line(1, LogLine.Stream.STDOUT, "value: hunter2"), line(1, LogLine.Stream.STDOUT, "name: PASSWORD"),
                line(2, LogLine.Stream.STDOUT, "value: 1"));

        assertThat(NONE.quote(lines)).containsExactly("name: PASSWORD", "x", "value: ***", "name: PASSWORD", "value: 1");
    }

    /** A user who asks for fewer lines does not see more. */
    @Test
    void theLineBeforeTheLastOnesIsRead() {
        List<LogLine> lines = List.of(line(1, LogLine.Stream.STDOUT, "name: PASSWORD"),
                line(1, LogLine.Stream.STDOUT, "value: hunter2"));

        assertThat(NONE.quoteLast(most -> lines.subList(Math.max(0, lines.size() - most), lines.size()), 1))
                .containsExactly("value: ***");
        assertThat(NONE.quoteLast(most -> lines, 5)).containsExactly("name: PASSWORD", "value: ***");
    }

    private static LogLine line(long incarnation, LogLine.Stream stream, String text) {
        return new LogLine("web", incarnation, 1, Instant.EPOCH, stream, text);
    }

    @Test
    void aReferenceIsNoSecret() {
        assertThat(Secrets.of(Map.of("PASSWORD", "${VAULT}")).mask("x ${VAULT}")).isEqualTo("x ${VAULT}");
    }

    @Test
    void theLongerOfTwoSecretsIsMaskedWhole() {
        assertThat(Secrets.of(Map.of("A_KEY", "hunter", "B_KEY", "hunter2")).mask("hunter2 hunter")).isEqualTo("*** ***");
    }

    /** Whatever stands around it, a secret that is called one never shows, and masking again changes nothing. */
    @Test
    void noSecretShowsWhateverIsAroundIt() {
        Seeds.each(300, SecretsTest::noSecretShowsInRandomWords);
    }

    private static void noSecretShowsInRandomWords(long seed) {
        Random random = new Random(seed);
        String secret = "s3cr3t" + random.nextInt(1000);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            words.add(noise(random));
        }
        List<String> carriers = List.of("--password=" + secret, "A_TOKEN=" + secret, "redis://:" + secret + "@h:1/0",
                "x?apikey=" + secret + "&b=c", "Authorization: Basic " + secret, "-Dkey=" + secret);
        words.add(random.nextInt(words.size()), carriers.get(random.nextInt(carriers.size())));
        words.addAll(random.nextInt(words.size()), List.of("--token", secret));
        List<String> masked = NONE.mask(words);

        assertThat(masked).hasSameSizeAs(words).noneMatch(word -> word.contains(secret));
        assertThat(NONE.mask(masked)).isEqualTo(masked);
        assertThat(NONE.mask(String.join(" ", words))).doesNotContain(secret);
    }

    private static String noise(Random random) {
        List<String> pieces = List.of("a", "--b", "=", "c=d", "$1", "\\", "é", "http://x", "--port", "8080", "'", "\"", ":",
                "-");
        StringBuilder word = new StringBuilder("w");
        for (int i = random.nextInt(3); i > 0; i--) {
            word.append(pieces.get(random.nextInt(pieces.size())));
        }
        return word.toString();
    }
}

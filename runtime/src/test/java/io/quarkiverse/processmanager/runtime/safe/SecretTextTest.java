package io.quarkiverse.processmanager.runtime.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {

    private static final int LONG = 50_000;
    /** The factor between the two lengths. */
    private static final int FACTOR = 16;
    /** The time of the longer text divided by that of the shorter one is 16, or 256 if each character is read again for each other. */
    private static final int MOST = 40;
    /** Below it, the clock and the compiler decide. */
    private static final long SHORTEST_NANOS = 1_000_000;
    private static final int ATTEMPTS = 5;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "postgres://me:p/w@host:5432/db          | postgres://***@host:5432/db",
            "postgres://me:p@w@host/db               | postgres://***@host/db",
            "postgres://me:pw@host/db?mail=a@b       | postgres://***@host/db?mail=a@b",
            "https://1a2b3c@sentry.io/1              | https://***@sentry.io/1",
            "http://localhost:8080/me@home           | http://localhost:8080/me@home",
            "root:hunter2@tcp(localhost:3306)/app    | ***@tcp(localhost:3306)/app",
            "dsn=me:hunter2@db:5432/app              | dsn=***@db:5432/app",
            "host=db user=me password=hunter2 port=1 | host=db user=me password=*** port=1",
            "Server=db;Uid=me;Pwd=hunter2;Port=1     | Server=db;Uid=me;Pwd=***;Port=1",
            "jdbc:postgresql://db/app?user=me&password=hunter2 | jdbc:postgresql://db/app?user=me&password=***",
            "redis-cli -a hunter2 shutdown           | redis-cli -a *** shutdown",
            "/usr/bin/mysqladmin -u root -phunter2 ping | /usr/bin/mysqladmin -u root -p*** ping",
            "docker exec db redis-cli -h x -a hunter2 | docker exec db redis-cli -h x -a ***",
            "curl -s -u me:hunter2 http://x          | curl -s -u *** http://x",
            "ls -a x; redis-cli -p 1; ls -a y        | ls -a x; redis-cli -p 1; ls -a y",
            "run --password,hunter2,-v               | run --password,***,-v",
            "run --password 'a b' --x                | run --password *** --x",
            "PASSWORD=\"a \\\" b\" run               | PASSWORD=*** run",
            "PASSWORD='no end                        | PASSWORD=***",
            "{'password': 'hunter2', 'user': 'me'}   | {'password': '***', 'user': 'me'}",
            "cannot start process 'auth': it is gone | cannot start process 'auth': it is gone",
            "/etc/ssl/server.key: permission denied  | /etc/ssl/server.key: permission denied",
            "npm install a@npm:b@1.2                 | npm install a@npm:b@1.2",
            "docker run postgres:16@sha256:12ab      | docker run postgres:16@sha256:12ab",
            "git clone git@github.com:me/x.git       | git clone git@github.com:me/x.git",
            "org.acme:app:1.0@zip                    | org.acme:app:1.0@zip",
    })
    void aTextIsMaskedWhereItSaysWhatItIs(String text, String masked) {
        assertThat(SecretText.mask(text)).isEqualTo(masked);
        assertThat(SecretText.mask(masked)).as("masked again").isEqualTo(masked);
    }

    @Test
    void aWordIsMaskedToItsEnd() {
        assertThat(SecretText.mask(List.of("run", "--password=a,b;c d", "TOKEN=a&b", "--key", "x y z", "-pq")))
                .containsExactly("run", "--password=***", "TOKEN=***", "--key", "***", "-pq");
    }

    /** The script goes on behind the value. Any other word is the value up to its end. */
    @ParameterizedTest
    @ValueSource(strings = { "sh -c", "bash -lc", "cmd /c", "powershell -Command", "" })
    void theWordOfAShellIsAScript(String shell) {
        List<String> words = new ArrayList<>(shell.isEmpty() ? List.of() : List.of(shell.split(" ")));
        words.add("TOKEN=a run --port 1");
        assertThat(SecretText.mask(words)).endsWith("TOKEN=*** run --port 1");
        assertThat(SecretText.mask(List.of("env", "PASSWORD=correct horse", "run")))
                .containsExactly("env", "PASSWORD=***", "run");
    }

    @Test
    void aValueThatBeginsWithAListIsMaskedToItsEnd() {
        assertThat(SecretText.mask("PASSWORD=[ab]cd x; PASSWORD={ab}cd")).isEqualTo("PASSWORD=*** x; PASSWORD=***");
        assertThat(SecretText.mask("{a={TOKEN=[x y]}}")).isEqualTo("{a={TOKEN=***}}");
    }

    @Test
    void theProgramDecidesWhatAShortOptionMeans() {
        assertThat(SecretText.mask(List.of("mysql", "-phunter2", "-u", "me"))).containsExactly("mysql", "-p***", "-u", "me");
        assertThat(SecretText.mask(List.of("node", "-phunter2"))).containsExactly("node", "-phunter2");
        assertThat(SecretText.mask(List.of("redis-cli", "-a", "x"))).containsExactly("redis-cli", "-a", "***");
    }

    @Test
    void theValueOfAUserAndItsSecretIsTheSecret() {
        assertThat(SecretText.in("x postgres://me:hunter2@h y")).singleElement()
                .isEqualTo(new SecretText.Found(13, 23, "hunter2", true));
    }

    @Test
    void theValueOfAShortOptionCanHaveTheWordForASecret() {
        assertThat(SecretText.mask("mysql -psecret db; mysql -ppassword")).isEqualTo("mysql -p*** db; mysql -p***");
        assertThat(SecretText.mask(List.of("mysql", "-psecret", "db"))).containsExactly("mysql", "-p***", "db");
        assertThat(SecretText.mask(List.of("http", "-api-key", "x"))).containsExactly("http", "-api-key", "***");
    }

    /** With one dash too few, the secret is the next word. */
    @Test
    void anOptionThatIsTheWordForASecretHasItBehind() {
        assertThat(SecretText.mask("mysql -password hunter2 db")).isEqualTo("mysql -password *** db");
        assertThat(SecretText.mask(List.of("sqlcmd", "-Password", "hunter2"))).containsExactly("sqlcmd", "-Password", "***");
    }

    /** The reports quote the output line by line. */
    @Test
    void theNameOfAValueAndTheBeginningOfAKeyStandInOtherLines() {
        SecretLines lines = new SecretLines();
        assertThat(Stream.of("- name: PASSWORD", "  value: hunter2", "- name: PORT", "  value: 8080",
                "-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
                "-----END PRIVATE KEY-----", "  value: 1", "name: TOKEN", "x", "value: y").map(lines::mask))
                .containsExactly("- name: PASSWORD", "  value: ***", "- name: PORT", "  value: 8080",
                        "-----BEGIN PRIVATE KEY-----", "***", "-----END PRIVATE KEY-----", "  value: 1", "name: TOKEN", "x",
                        "value: y");
    }

    /** {@code docker run -d} prints such a line. */
    @Test
    void theIdOfAContainerIsNoLineOfAKey() {
        String id = "4f66ad9a0b2e8c7d1a3f5b6e7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f809";
        assertThat(SecretText.mask(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "a.", "-", "--a", "--token ", "a=", "key=", "key=\"", "key='", "--key '\\'' ", "key:",
            "key: //", "key: \\\"",
            "--key \\\"", "\"key\": \"", "<key>", "<key a=\"", "<key><![CDATA[", "</key>", ">", "<", "<a key='key' ",
            "name=key value=",
            "name: key\n",
            "\"name\":\"key\",\"value\":\"", "name=", "value=", "=>", "key=>'", "key => ", "\"key\" => \"", "key=&quot;",
            "&quot;",
            "\\\\\\\"", "key:\\\\\\\"", "key=\"\"\"", "key=[", "[key]=", "\"]=", "identified with ", "password for ",
            "password (",
            "\\n", "key: [\"", "curl -E a:b ", "a://", "a://b:c", "a://b:c@", "a:b@", "@", ":", "='", "é", " ", "key=\\",
            "key:\n",
            "'\"", "-p", "mysql -p", "://", "a:", "key \"", "Bearer ", "bearer%20", "bearer%20$", "bearer%20***", "token%20,",
            "Token a=\"", "Digest a=\\\"", "Basic abc123 ",
            "-----BEGIN ", "-----BEGIN PRIVATE KEY-----", "eyJ", "eyJhbGciOiJIUzI1NiJ9.", "ghp_ ", "password '", "key: |\n  ",
            "\\\"key\\\":\\\"", "\\\"key\\\": ", "key: |\n", "sqlplus a/b@c ", "key={", "key = ", "key%3D",
            "jdbc:oracle:thin:a/", "a/b@", "http://a/", "https://hooks/Ab12Cd34Ef56Gh78Ij90Kl/", "http://a/Ab12Cd34Ef",
            "--key-file ", "--key-file '", "key-file=", "key-file=\"", "key-file: ", "key-file: x\n", "\"key-file\": \"x",
            "key-file: |\n  ", "${key:", "${key:***", "key-ttl: 5, ", "key-ttl: |\n  5, ",
            "\\\"key-file\\\":\\\"", "key-file%3D", "set token ", "a=-p", "a=-p ", "curl -b ", "--user a:b " })
    void theTimeGrowsWithTheLengthOnly(String piece) {
        assertThatTheTimeGrowsWithTheLengthOnly(piece, "");
    }

    /** Each of these quotes seems to go on to the end of the text. */
    @ParameterizedTest
    @ValueSource(strings = { "curl -E '\\'' ", "curl --cert '\\'' ", "curl -b '\\'' ", "--user '\\'' ", "--key '\\'' ",
            "key='\\'' ", "key: '\\'' " })
    void theTimeOfQuotesInAQuoteGrowsWithTheLengthOnly(String piece) {
        assertThatTheTimeGrowsWithTheLengthOnly(piece, "'");
    }

    private static void assertThatTheTimeGrowsWithTheLengthOnly(String piece, String end) {
        String text = piece.repeat(LONG / piece.length()) + end;
        String part = piece.repeat(LONG / FACTOR / piece.length()) + end;
        long nanosOfPart = nanosOfMasks(part);
        long nanos = nanosOfMasks(text);
        // The first times are those of the compiler, too.
        for (int i = 1; i < ATTEMPTS && isLong(nanos, nanosOfPart); i++) {
            nanosOfPart = Math.min(nanosOfPart, nanosOfMasks(part));
            nanos = Math.min(nanos, nanosOfMasks(text));
        }

        assertThat(isLong(nanos, nanosOfPart)).as("%d ns for %d characters, %d ns for %d", nanos, text.length(), nanosOfPart,
                part.length()).isFalse();
    }

    private static boolean isLong(long nanos, long nanosOfPart) {
        return nanos / MOST > Math.max(nanosOfPart, SHORTEST_NANOS);
    }

    /** The time of this thread alone, however busy the machine is. */
    private static long nanosOfMasks(String text) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        SecretText.mask(text);
        SecretText.mask(List.of(text));
        SecretName.namesSecret(text);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    }
}

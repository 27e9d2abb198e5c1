package io.quarkiverse.processmanager.runtime.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.Secrets;

/** A name with the word for a secret and a value that is none, in each form and through each mask. */
class HarmlessValueTest {

    @ParameterizedTest
    @CsvSource({ "token-file, /run/secrets/token", "PASSWORD_FILE, C:\\secrets\\db", "passwordfile, x/y",
            "KEY_PATH, /etc/app/key", "secretsDir, ./secrets", "SSH_AUTH_SOCK, /run/user/1000/agent.1234",
            "cookie-jar, jar.txt",
            "token.location, file:/etc/token", "quarkus.oidc.auth-server-url, http://localhost:8180/realms/quarkus",
            "TOKEN_ENDPOINT, https://idp.example.com/oauth2/token", "AUTH_HOST, idp.example.com", "auth.port, 8180",
            "TOKEN_TTL, 5m", "tokenTTL, 300", "token-timeout, 30s", "SESSION_TIMEOUT, 3600", "token_expiry, PT5M",
            "KEY_EXPIRATION_TIME, 86400", "ACCESS_TOKEN_EXPIRES_IN, 15m", "session-max-age, 3600", "PASSWORD_MAX_DAYS, 90",
            "PASSWORD_LENGTH, 12", "key-size, 2048", "token-version, 3", "secretRounds, 10",
            "auth-mode, none", "authorization-mode, RBAC", "AUTH_TYPE, scram-sha-256", "auth_method, trust",
            "KEY_ALGORITHM, RS256", "quarkus.datasource.credentials-provider, vault", "TOKEN_ISSUER, https://idp.example.com",
            "token.audience, shop", "auth.realm, shop", "AUTH_SCOPES, openid profile",
            "SESSION_COOKIE_NAME, sid", "SECRET_NAME, shop-db", "key-alias, shop",
            "AUTH_ENABLED, 1", "TOKEN_REQUIRED, no", "ALLOW_EMPTY_PASSWORD, true", "password, false",
            "tls-key, /etc/tls/server.key", "key, certs/server.pem", "ssl_key, /run/secrets/tls", "SSL_KEY, ../tls/server",
            "ssh-key, ~/.ssh/id_ed25519", "keyStore, C:\\certs\\shop.p12", "TOKEN_EXPIRY, 2027-01-01T00:00:00Z",
            "SESSION_TIMEOUT, 1h30m", "SESSION_TIMEOUT, -1",
            "PASSWORD_FILE, ${HOME}/db", "TOKEN_ENDPOINT, /oauth2/token", "AUTH_URL, http://[::1]:8180/realms/shop",
            "AUTH_HOST, keycloak",
            "AUTH_HOST, 127.0.0.1:8080", "KEY_ALGORITHM, PBKDF2WithHmacSHA512", "TOKEN_FORMAT, jwt", "KEY_VERSION, v1beta1",
            "TOKEN_URL, https://idp.example.com/{tenant}/oauth2/token",
            "AUTH_URL, http://localhost:${quarkus.processes.idp.port}/x",
            "auth-server-url, https://login.microsoftonline.com/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9/v2.0",
            "token.issuer, https://sts.windows.net/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9/", "passphrase-fd, 0",
            "ALLOW_EMPTY_PASSWORD, yes", "MYSQL_RANDOM_ROOT_PASSWORD, 1", "authrpc.jwtsecret, /tmp/jwt.hex",
            "API_KEY_NAME, X-API-Key", "KEY_NAME, projects/shop/locations/global/keyRings/r1",
            "javax.net.ssl.keyStore, /etc/shop.jks", "password, null", "java.security.auth.login.config, /etc/jaas.conf",
            "authSource, admin", "authMechanism, SCRAM-SHA-256", "password_encryption, scram-sha-256", "max_tokens, 4096",
            "idle.keys, 12",
            "key.serializer, org.apache.kafka.common.serialization.StringSerializer",
            "key.converter, org.apache.kafka.connect.json.JsonConverter", "routing-key, orders.created", "PRIMARY_KEY, id",
            "key, 42", "key, '2,2'", "auth, trust", "auth-local, peer", "auth.permission.x.paths, /api/*" })
    void theValueIsShownInEachForm(String name, String value) {
        assertThat(SecretName.mentionsSecret(name)).as("the rule is needed").isTrue();
        assertThat(SecretName.isSecret(name, value)).isFalse();
        assertShown(List.of("run", name + "=" + value));
        assertShown(List.of("run", "--" + name + "=" + value));
        assertShown(List.of("run", "--" + name, value));
        assertShown(List.of("run", "-D" + name + "=" + value));
        for (String text : List.of(name + "=" + value, name + " = " + value, name + "='" + value + "'", name + ": " + value,
                "\"" + name + "\": \"" + value + "\"", "run --" + name + " " + value + " x",
                "run --" + name + " '" + value + "'",
                "http://h/?" + name + "=" + value)) {
            assertThat(SecretText.mask(text)).isEqualTo(text);
        }
        Secrets secrets = Secrets
                .of(ProcessDefinition.builder("p").command("run", "--" + name, value).env(name, value).build());
        assertThat(secrets.mask(Map.of(name, value))).containsEntry(name, value);
        assertThat(secrets.mask("x " + value + " y")).isEqualTo("x " + value + " y");
        assertThat(secrets.maskHeader(name, value)).isEqualTo(value);
    }

    private static void assertShown(List<String> words) {
        assertThat(SecretText.mask(words)).isEqualTo(words);
    }

    /** What can be the secret itself, whatever the end of the name is. */
    @ParameterizedTest
    @CsvSource({ "TOKEN, /run/token", "API_KEY, /abc/def", "API_KEY, hunter2", "password, x.key", "tls-key, hunter2",
            "tls-key, /9j4Qk7Zt2Rw8Lm3Xc5Vb1Np6Hd0Gs2Ty",
            "TLS_KEY_FILE, LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JR0h", "TOKEN_NAME, 9f86d081884c7d659a2feaa0c55ad015",
            "AUTH_TYPE, Zk3pQ9vXw2Lr8TbN5mYh", "TOKEN_URL, https://h/x?t=hunter2",
            "TOKEN_USER, hunter2", "KEY_ID, hunter2", "AUTH_HEADER, hunter2", "PASSWORD_PREFIX, hunter2",
            "PASSWORD_HASH, hunter2",
            "TOKEN_VALUE, hunter2", "password-file-key, hunter2", "tokenstorage, hunter2", "SESSION, hunter2",
            "file-password, hunter2",
            "PASSWORD, yes", "PASSWORD_FILE, hunter2", "TOKEN_FILE, wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "HTPASSWD_FILE, me:$apr1$Ab12cd34$x", "PASSWORD_URL, hunter2", "TOKEN_URL, https://me:hunter2@example.org/",
            "TOKEN_URL, https://h/9f86d081884c7d659a2feaa0c55ad015/x",
            "AUTH_URL, https://h/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
            "AUTH_URL, https://login.microsoftonline.com/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9/Zk3pQ9vXw2Lr8TbN5mYh",
            "AUTH_URL, https://h/login.microsoftonline.com/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
            "AUTH_URL, https://h/${KEY:hunter2}",
            "AUTH_URL, https://h/Zk3p-Q9vX_w2Lr-8TbN_5mYh", "AUTH_URL, https://h/x#hunter2", "PASSWORD_NAME, hunter2",
            "AD_PASSWORD_DOMAIN, hunter2", "DB_PASSWORD_HOST, hunter2", "PASSWORD_REALM, hunter2", "passwordname, hunter2",
            "API_KEY_NAME, Tr0ub4dor", "TOKEN_NAME, 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "SECRET_NAME, Tr0ub4dor&3",
            "PASSWORD_TYPE, Tr0ub4dor", "PASSWORD_TTL, hunter2", "PASSWORD_AGE, AGE-SECRET", "PASSWORD_MAX, hunter2",
            "PASSWORD_COUNT, hunter2", "TOKEN_VERSION, hunter2", "PASSWORD_ONE_TIME, 493021", "AUTH_PORT, hunter2",
            "AUTH_ENABLED, hunter2", "PASSWORD_REQUIRED, hunter2", "API_KEY, my.secret.key", "SECRET_KEY, super.secret.key",
            "SIGNING_KEY, Zk3pQ9vXw2Lr8TbN5mYh.pub", "ALLOW_EMPTY_PASSWORD, hunter2", "jwt-secret, hunter2",
            "ROUTING_KEY, 9f86d081884c7d659a2feaa0c55ad015", "API_KEY, 42", "auth, hunter2", "AUTH_TOKEN, trust",
            "tokens, hunter2",
            "API_KEYS, 1234567890", "key, 1234", "AUTH_CONFIG, hunter2", "SECRET_ROUTING_KEY, x", "PASSWORD_SOURCE, hunter2",
            "jwt-secret, /9j4Qk7Zt2Rw8Lm3Xc5Vb1Np6Hd0Gs2Ty", "JWT_SECRET, /kHFLMqnzldPlEyW9nI7" })
    void aValueThatCanBeTheSecretIsMasked(String name, String value) {
        assertThat(SecretName.isSecret(name, value)).isTrue();
        assertThat(SecretText.mask(List.of("run", "--" + name, value, name + "=" + value)))
                .containsExactly("run", "--" + name, "***", name + "=***");
        for (String text : List.of(name + "=" + value, name + ": " + value, "--" + name + " " + value,
                "--" + name + " '" + value + "'")) {
            assertThat(SecretText.mask(text)).doesNotContain(value).contains("***");
        }
        assertThat(Secrets.ofTexts().mask(Map.of(name, value))).containsEntry(name, "***");
    }

    /** Words with blanks between them are a passphrase. */
    @ParameterizedTest
    @ValueSource(strings = { "DB_PASSWORD_TYPE", "PASSWORD_MODE", "PASSWORD_NAME", "PASSWORD_FILE", "PASSWORD_URL",
            "PASSWORD_HOST",
            "PASSWORD_AGE", "PASSWORD_VERSION", "PASSWORD_ENABLED", "SECRET_REALM" })
    void aPassphraseIsMasked(String name) {
        String phrase = "correct horse battery staple";
        assertThat(SecretName.isSecret(name, phrase)).isTrue();
        assertThat(SecretText.mask(List.of("run", "--" + name, phrase, "-e", name + "=" + phrase, "env", name + "=" + phrase))
                .toString()).doesNotContain("horse");
        assertThat(SecretText.mask(name + "='" + phrase + "'") + SecretText.mask(name + ": " + phrase)).doesNotContain("horse");
    }

    /** Each form is decided in a short time, also for a value that does not match it at its end. */
    @ParameterizedTest
    @ValueSource(strings = { "file", "url", "host", "ttl", "max", "version", "scopes", "name", "enabled" })
    void aLongValueTakesNoLongTime(String end) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String part : List.of("a", "1", "a.", "1 h", "a,", "a ", "/", "a:", "-", "h-1,")) {
                String value = part.repeat(1_000 / part.length()) + "!";
                assertThat(SecretName.isSecret("token_" + end, value)).isTrue();
            }
        });
    }

    /** The other rules apply to a value that its name does not mask. */
    @Test
    void aSecretInsideOfTheValueIsMasked() {
        assertThat(SecretText.mask(List.of("--token-file=/run/x?token=hunter2", "KEY_FILE=ghp_Ab12cd34ef56gh78ij", "--auth-url",
                "https://me:hunter2@h/x")))
                .containsExactly("--token-file=***", "KEY_FILE=***", "--auth-url", "***");
        assertThat(SecretText.mask("token-ttl: 5m, password: hunter2")).isEqualTo("token-ttl: 5m, password: ***");
        assertThat(SecretText.mask("{\"token_ttl\": 5, \"password\": \"hunter2\"}"))
                .isEqualTo("{\"token_ttl\": 5, \"password\": \"***\"}");
        assertThat(SecretText.mask("KEY_FILE=" + "a".repeat(1_025))).isEqualTo("KEY_FILE=***");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "--env=", "-e=" })
    void theArgumentsInAVariableAreReadAsACommand(String option) {
        String given = option + "REDIS_ARGS=--requirepass hunter2 --save 60 1";
        String shown = option + "REDIS_ARGS=--requirepass *** --save 60 1";
        assertThat(SecretText.mask(List.of("docker", "run", "-e", given, "redis"))).containsExactly("docker", "run", "-e",
                shown,
                "redis");
        assertThat(SecretText.mask(given)).isEqualTo(shown);
    }

    @Test
    void theSecretAttachedToAnArgumentInAVariableIsMasked() {
        assertThat(SecretText.mask("mysql MYSQL_ARGS=-phunter2 -v")).isEqualTo("mysql MYSQL_ARGS=-p*** -v");
    }

    @Test
    void theParametersOfAnAddressAreNoArguments() {
        assertThat(SecretText.mask(List.of("docker", "run", "-e", "DB_URL=postgres://me:hunter2@h/db?offset=-1")).toString())
                .doesNotContain("hunter2");
    }

    @Test
    void theSignInTheMessageOfAParserIsNoSecret() {
        assertThat(SecretText.mask("Unexpected token: ';' at line 3")).isEqualTo("Unexpected token: ';' at line 3");
        assertThat(SecretText.mask("Unexpected token: }")).isEqualTo("Unexpected token: }");
        assertThat(SecretText.mask("password: a;")).isEqualTo("password: ***");
    }

    @Test
    void aTypeOfTokensIsNoSchemeOfTheNextWord() {
        assertThat(SecretText.mask(List.of("run", "--token-type", "jwt", "serve"))).containsExactly("run", "--token-type",
                "jwt",
                "serve");
    }
}

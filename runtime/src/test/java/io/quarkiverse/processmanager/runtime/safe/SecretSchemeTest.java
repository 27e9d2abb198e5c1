package io.quarkiverse.processmanager.runtime.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The credentials of an authentication scheme under a name that says nothing. */
class SecretSchemeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "Bearer hunter2                               | Bearer ***",
            "bearer hunter                                | bearer ***",
            "BEARER  eyJhbGciOi.eyJzdWIi.c2ln             | BEARER  ***",
            "Bearer \"hunter2\"                           | Bearer \"***\"",
            "'Bearer hunter2'                             | 'Bearer ***'",
            "X-Custom: Bearer hunter2                     | X-Custom: Bearer ***",
            "X-Custom=Bearer hunter2                      | X-Custom=Bearer ***",
            "http://x/?h=Bearer%20hunter2&y=1             | http://x/?h=Bearer%20***&y=1",
            "curl -H 'X-Custom: Bearer a,b' http://x      | curl -H 'X-Custom: Bearer ***' http://x",
            "(Bearer hunter2), or not                      | (Bearer ***), or not",
            "{\"X-Custom\": \"Basic bWU6aHVudGVyMg==\"}   | {\"X-Custom\": \"Basic ***\"}",
            "curl -H 'X: Basic bWU6aHVudGVyMg=' http://x  | curl -H 'X: Basic ***' http://x",
            "Token hunter2                                | Token ***",
            "Token token=\"hunter2\", n=3                 | Token ***",
            "ApiKey hunter2                               | ApiKey ***",
            "Api-Token hunter2                            | Api-Token ***",
            "Digest username=\"me\", response=\"a 1\" x   | Digest *** x",
            "AWS4-HMAC-SHA256 Credential=A/b, Signature=c | AWS4-HMAC-SHA256 ***",
            "run --token Bearer hunter                    | run --token Bearer ***",
            "TOKEN=Basic hunter run                       | TOKEN=*** run",
            "Bearer ${TOKEN}                              | Bearer ${TOKEN}",
            "Bearer $TOKEN                                | Bearer $TOKEN",
            "Bearer <token>                               | Bearer <token>",
            "Bearer {token}                               | Bearer {token}",
    })
    void theCredentialsBehindASchemeAreMasked(String text, String masked) {
        assertThat(SecretText.mask(text)).isEqualTo(masked);
        assertThat(SecretText.mask(masked)).as("masked again").isEqualTo(masked);
        assertThat(SecretText.mask(List.of(text))).as("a word of a command").noneMatch(word -> word.contains("hunter"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Bearer token is missing", "a bearer of news", "Basic setup done", "Basic authentication failed",
            "unexpected token 17", "the token expired", "a digest of 3 files", "digest sha256:4f5a6b7c", "Token, please",
            "oauth login failed", "X-Token worker-17", "signature mismatch in 12345678", "the basics are 1234567" })
    void aSentenceIsNoSecret(String text) {
        assertThat(SecretText.mask(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "Bearer abc         | Bearer ***",
            "basic secret       | basic ***",
            "Token my secret    | Token ***",
            "Digest x           | Digest ***",
            "Key hunter         | Key ***",
            "\"Bearer abc\"     | \"Bearer ***\"",
            "Bearer ${TOKEN}    | Bearer ${TOKEN}",
            "Bearer             | Bearer",
            "text/html          | text/html",
            "keep-alive 5       | keep-alive 5",
    })
    void allBehindASchemeIsASecretInAHeader(String value, String masked) {
        assertThat(SecretText.maskHeader(value)).isEqualTo(masked);
        assertThat(SecretText.maskHeader(masked)).as("masked again").isEqualTo(masked);
    }

    @Test
    void theCredentialsCanBeAWordOfACommand() {
        assertThat(SecretText.mask(List.of("run", "X-Custom:", "Bearer", "hunter2", "-v", "Basic", "setup", "token", "-x")))
                .containsExactly("run", "X-Custom:", "Bearer", "***", "-v", "Basic", "setup", "token", "-x");
        assertThat(SecretText.mask(List.of("run", "--token", "Bearer", "hunter", "x")))
                .containsExactly("run", "--token", "Bearer", "***", "x");
    }

    @Test
    void theSecretIsTheCredentials() {
        assertThat(SecretText.in("a Bearer hunter2 b")).singleElement()
                .isEqualTo(new SecretText.Found(9, 16, "hunter2", true));
        assertThat(SecretText.inHeader("Basic abc")).singleElement().isEqualTo(new SecretText.Found(6, 9, "abc", true));
        assertThat(SecretText.inHeader("")).isEmpty();
    }
}

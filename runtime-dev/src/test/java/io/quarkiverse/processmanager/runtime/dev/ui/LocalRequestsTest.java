package io.quarkiverse.processmanager.runtime.dev.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.runtime.dev.ui.LocalRequests.Headers;
import io.quarkiverse.processmanager.runtime.dev.ui.LocalRequests.Refusal;

class LocalRequestsTest {

    private static final String ACCEPTED = "accepted";

    private final LocalRequests local = new LocalRequests(List.of("dev.acme.test", ".*[.]trusted[.]test", "("));

    private String answer(String method, String hosts, String origins, String types) {
        return local.refusal(new Headers(method, false, values(hosts), values(origins), values(types)))
                .map(Refusal::why).orElse(ACCEPTED);
    }

    private static List<String> values(String several) {
        return several == null ? List.of() : Stream.of(several.split(" AND ")).map(String::strip).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "POST | localhost:8080      |                             | application/json",
            "POST | LocalHost:8080      |                             | APPLICATION/JSON; charset=utf-8",
            "POST | 127.0.0.1:8080      | http://localhost:8080       | application/json",
            "POST | [::1]:8080          | http://[::1]:8080           | application/json",
            "POST | localhost           | http://localhost            | application/json",
            "POST | localhost:80        | http://localhost            | application/json",
            "GET  | localhost:8080      |                             | ",
            "GET  | localhost:8080      | http://127.0.0.1:8080       | ",
            "POST | dev.acme.test:8080  | https://dev.acme.test       | application/json",
            "POST | a.trusted.test      | http://b.trusted.test:3     | application/json",
    })
    void aLocalProgramAndAPageOfTheApplicationAreAccepted(String method, String hosts, String origins, String types) {
        assertThat(answer(method, hosts, origins, types)).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "POST | localhost:8080 | http://evil.test                | application/json | the Origin 'http://evil.test' is",
            "POST | localhost:8080 | null                            | application/json | the Origin 'null' is",
            "POST | localhost:8080 | http://localhost:3000           | application/json | the Origin 'http://localhost:3000' is",
            "POST | localhost:8080 | https://localhost:8080.evil.test | application/json | the Origin 'https://localhost:8080.evil",
            "POST | localhost:8080 | http://localhost.evil.test:8080 | application/json | the Origin 'http://localhost.evil",
            "POST | localhost:8080 | http://localhost:8080@evil.test | application/json | the Origin 'http://localhost:8080@",
            "POST | localhost:8080 | http://localhost:8080/          | application/json | the Origin 'http://localhost:8080/'",
            "POST | localhost:8080 | file://                         | application/json | the Origin 'file://' is",
            "POST | localhost:8080 | chrome-extension://abc          | application/json | the Origin 'chrome-extension://abc'",
            "POST | localhost:8080 | http://localhost:8080 AND http://evil.test | application/json | the Origin 'http://evil.test'",
            "POST | localhost:8080 | https://xdev.acme.test          | application/json | the Origin 'https://xdev.acme.test' is",
            "POST | localhost:8080 | https://dev.acme.test.evil.test | application/json | the Origin 'https://dev.acme.test.evil",
            "GET  | localhost:8080 | http://evil.test                |                  | the Origin 'http://evil.test' is",
            "GET  | evil.test:8080 |                                 |                  | the Host 'evil.test:8080' is",
            "POST | evil.test:8080 | http://evil.test:8080           | application/json | the Host 'evil.test:8080' is",
            "POST | localhost.evil.test:8080 |                       | application/json | the Host 'localhost.evil.test:8080'",
            "POST | localhost.:8080 |                                | application/json | the Host 'localhost.:8080' is",
            "POST | evil.localhost:8080 |                            | application/json | the Host 'evil.localhost:8080' is",
            "POST | 0.0.0.0:8080   |                                 | application/json | the Host '0.0.0.0:8080' is",
            "POST | 127.1:8080     |                                 | application/json | the Host '127.1:8080' is",
            "POST | 2130706433:8080 |                                | application/json | the Host '2130706433:8080' is",
            "POST | 192.168.1.7:8080 |                               | application/json | the Host '192.168.1.7:8080' is",
            "POST | [::ffff:127.0.0.1]:8080 |                        | application/json | the Host '[::ffff:127.0.0.1]:8080' is",
            "POST | [::1%25lo]:8080 |                                | application/json | the Host '[::1%25lo]:8080' is",
            "POST | ::1            |                                 | application/json | the Host '::1' is",
            "POST | localhost:8080@evil.test |                       | application/json | the Host 'localhost:8080@evil.test'",
            "POST | localhost:x    |                                 | application/json | the Host 'localhost:x' is",
            "POST | localhost:8080 AND evil.test |                   | application/json | the Host 'evil.test' is",
            "POST |                |                                 | application/json | the request has no Host",
            "POST | localhost:8080 |                                 | text/plain       | the Content-Type is 'text/plain'; it",
            "POST | localhost:8080 |                                 | text/plain; application/json | the Content-Type is 'text",
            "POST | localhost:8080 |                                 | application/json, text/plain | the Content-Type is 'app",
            "POST | localhost:8080 |                                 | application/json AND text/plain | the Content-Type is 'app",
            "POST | localhost:8080 |                                 | application/x-www-form-urlencoded | the Content-Type is",
            "POST | localhost:8080 |                                 | multipart/form-data; boundary=x | the Content-Type is",
            "POST | localhost:8080 |                                 |                  | the Content-Type is missing; it must be",
            "PUT  | localhost:8080 |                                 |                  | the Content-Type is missing; it must be",
    })
    void everythingElseIsRefused(String method, String hosts, String origins, String types, String why) {
        assertThat(answer(method, hosts, origins, types)).startsWith(why);
    }

    @Test
    void aRefusalShowsNoControlSequenceAndNoEndlessHeader() {
        String why = answer("POST", "\u001b]0;x\u0007" + "h".repeat(1000), null, "application/json");

        assertThat(why).hasSizeLessThan(250).doesNotContain("\u001b", "\u0007");
    }
}

package io.quarkiverse.processmanager.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.test.InjectProcess;
import io.quarkiverse.processmanager.test.WithProcess;
import io.quarkiverse.processmanager.testing.Applications;
import io.quarkiverse.processmanager.testing.OnlyQuotes;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@TestProfile(OnlyQuotes.class)
@WithProcess(id = "extra", command = "sleep 1000", settings = "startup-window=10ms")
// tag::class[]
@QuarkusTest
@WithProcess(id = "quotes", command = "perl src/test/stubs/stub.pl", port = 0, healthPath = "/health",
        settings = "env.ANSWER=to be")
class QuotesStubTest {

    @InjectProcess
    ManagedProcess quotes;

    @Test
    void thePageShowsTheQuoteOfTheStub() {
        given().get("/quote").then().statusCode(200);
        assertThat(quotes.logs(10)).anyMatch(line -> line.text().equals("asked for /quote"));
    }
    // end::class[]

    @Test
    @ExtendWith(Applications.class)
    void equalAnnotationsShareAnApplication(Applications applications) {
        applications.oneForAll(getClass());
    }

    // tag::method[]
    @Test
    @WithProcess(id = "quotes", command = "perl src/test/stubs/stub.pl", port = 0, settings = """
            env.ANSWER=another quote
            health.path=/health
            health.interval=1s
            stop.timeout=2s
            """)
    void anotherQuote() {
        assertThat(given().get("/quote").asString().strip()).isEqualTo("another quote");
    }
    // end::method[]
}

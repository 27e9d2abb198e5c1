package io.quarkiverse.processmanager.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.test.InjectProcess;
import io.quarkiverse.processmanager.test.WithProcess;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/**
 * A nested class adds a process to those of the class around it. Such a class stands alone, because continuous testing loads a
 * class with a profile and nested classes twice, and so gives it an application of its own.
 */
@WithProcess(id = "quotes", command = "perl src/test/stubs/stub.pl", port = 0, healthPath = "/health", settings = "env.ANSWER=to be")
@WithProcess(id = "extra", command = "sleep 1000", settings = "startup-window=10ms")
@QuarkusTest
@TestProfile(OnlyQuotes.class)
class NestedStubTest {

    @InjectProcess
    ManagedProcess extra;

    @Nested
    @WithProcess(id = "inner", command = "sleep 1000", settings = "startup-window=10ms")
    class Inner {

        @InjectProcess
        ManagedProcess inner;

        @Test
        void aNestedClassAddsProcesses() {
            assertThat(inner.isRunning()).isTrue();
            assertThat(extra.isRunning()).isTrue();
            assertThat(given().get("/quote").then().statusCode(200).extract().asString().strip()).isEqualTo("to be");
        }
    }
}

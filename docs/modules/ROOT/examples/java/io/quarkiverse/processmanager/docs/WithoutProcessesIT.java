package io.quarkiverse.processmanager.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

// tag::class[]
@QuarkusIntegrationTest
@TestProfile(WithoutProcessesIT.OnlyInDevMode.class)
class WithoutProcessesIT {

    public static class OnlyInDevMode implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.process-manager.modes", "dev");
        }
    }

    @Test
    void noProcessRuns() {
        assertThat(given().get("/processes").jsonPath().getList("id")).isEmpty();
    }
}
// end::class[]

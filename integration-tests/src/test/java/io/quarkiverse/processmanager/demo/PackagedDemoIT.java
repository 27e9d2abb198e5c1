package io.quarkiverse.processmanager.demo;

import java.util.Map;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The packaged application, configured to run its processes in production. */
@QuarkusIntegrationTest
@TestProfile(PackagedDemoIT.RunsInProd.class)
class PackagedDemoIT extends DemoTest {

    public static class RunsInProd implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.process-manager.modes", "dev,test,prod");
        }
    }
}

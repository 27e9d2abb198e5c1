package io.quarkiverse.processmanager.demo;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The packaged application runs its processes in an integration test, although they do not run in production. */
@QuarkusIntegrationTest
class PackagedDemoIT extends DemoTest {
}

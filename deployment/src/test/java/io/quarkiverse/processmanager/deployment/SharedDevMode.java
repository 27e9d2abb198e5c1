package io.quarkiverse.processmanager.deployment;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkus.test.QuarkusDevModeTest;

/**
 * An application in dev mode that all tests of a class share. {@link QuarkusDevModeTest} alone starts one for each test, which
 * takes most of the time.
 */
final class SharedDevMode implements BeforeAllCallback, AfterAllCallback {

    private final QuarkusDevModeTest app;

    SharedDevMode(QuarkusDevModeTest app) {
        this.app = app;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        app.beforeAll(context);
        app.beforeEach(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        app.afterEach(context);
        app.afterAll(context);
    }
}

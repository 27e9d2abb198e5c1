package io.quarkiverse.processmanager;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets a test wait for a condition for a minute, unless the test sets another limit. The 10 s of Awaitility are not enough on a
 * machine that runs several tests at a time. JUnit finds this class itself.
 */
public final class PatientTests implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }
}

package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkus.test.QuarkusUnitTest;

/** A class that is no bean may name a process that nothing declares, as a test class of another test profile does. */
class UnusedReferencesTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(OtherProfile.class, NoBean.class))
            .overrideConfigKey("quarkus.processes.api.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.api.auto-start", "false");

    @Inject
    @ForProcess("api")
    ManagedProcess api;

    @Test
    void theApplicationStarts() {
        assertThat(api.id()).isEqualTo("api");
    }

    /** The container excludes the test classes of other test profiles in the same way. */
    @Vetoed
    @Singleton
    @ForProcess("mock")
    public static class OtherProfile implements ProcessHooks {

        @Inject
        @ForProcess("mock")
        ManagedProcess mock;
    }

    public static class NoBean {

        @Inject
        @ForProcess("mock")
        ManagedProcess mock;
    }
}

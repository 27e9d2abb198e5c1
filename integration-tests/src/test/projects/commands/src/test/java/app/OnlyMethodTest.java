package app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.test.InjectProcess;
import io.quarkiverse.processmanager.test.WithProcess;
import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;

/** A class without processes of its own. */
@QuarkusMainTest
class OnlyMethodTest {

    @Test
    @Launch({})
    @WithProcess(id = "admin", command = "sleep 1000", settings = "ports.admin=0\nstartup-window=10ms")
    void theCommandKnowsTheProcess(LaunchResult result, @InjectProcess ManagedProcess admin) {
        assertThat(result.getOutput()).contains("admin " + admin.definition().ports().get("admin") + ", own [other, stub]");
    }
}

package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.spawn.SpawnRequest;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

class ConfinedStartTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    private final List<String> calls = new ArrayList<>();
    private final Watchdog watchdog = (Watchdog) Proxy.newProxyInstance(Watchdog.class.getClassLoader(),
            new Class<?>[] { Watchdog.class }, (proxy, method, arguments) -> {
                boolean exists = Files.exists(((Cgroup) arguments[0]).directory());
                calls.add(method.getName() + (exists ? ", it exists" : ""));
                return null;
            });

    /** This JVM can be killed right before and right after it creates a group. */
    @Test
    void theWatchdogKnowsAControlGroupBeforeItExists() throws Exception {
        ProcessServices real = workshop.runner().services();
        ProcessServices services = new ProcessServices(real.platform(), real.jvm(), real.spawner(), watchdog, real.terminator(),
                real.executors());
        SpawnRequest request = real.spawner().request(new ProcessRunner.Launch("p", 1, workshop.sh("exit 0"),
                ExecutionSettings.DEFAULT, OptionalInt.empty(), StopSettings.DEFAULT, LogSettings.DEFAULT));
        try {
            Cgroup group = services.confine(request);
            boolean created = Files.exists(group.directory());
            group.remove();

            assertThat(created).isTrue();
            assertThat(calls).containsExactly("cgroupCreated");
        } catch (StartRefusedException e) {
            assumeTrue(false, "not checked here: " + e.getMessage());
        }
    }
}

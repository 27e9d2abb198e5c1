package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.spawn.CgroupEntry;
import io.quarkiverse.processmanager.runtime.process.spawn.CgroupHome;
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

    @BeforeEach
    void findOutWhetherThereAreControlGroups() throws IOException {
        try {
            Cgroup trial = CgroupHome.place("qpm_trial_" + ProcessHandle.current().pid());
            CgroupHome.create(trial);
            trial.remove();
        } catch (StartRefusedException e) {
            assumeTrue(false, "not checked here: " + e.getMessage());
        }
    }

    /** This JVM can be killed right before and right after it creates a group. */
    @Test
    void theWatchdogKnowsAControlGroupBeforeItExists() throws Exception {
        Cgroup group = new ControlGroups(watchdog).create(request());
        boolean created = Files.exists(group.directory());
        group.remove();

        assertThat(created).isTrue();
        assertThat(calls).containsExactly("cgroupCreated");
    }

    @Test
    void theFirstGroupOfARunnerIsTriedWithAProcess() {
        AtomicInteger tries = new AtomicInteger();
        ControlGroups groups = new ControlGroups(watchdog, group -> {
            tries.incrementAndGet();
            return CgroupEntry.refusal(group);
        });

        Optional<Cgroup> first = groups.createIfPossible(request());
        Optional<Cgroup> second = groups.createIfPossible(request());
        first.ifPresent(Cgroup::remove);
        second.ifPresent(Cgroup::remove);

        assertThat(first).isPresent();
        assertThat(second).isPresent();
        assertThat(groups.obstacle()).isEmpty();
        assertThat(tries).hasValue(1);
    }

    @Test
    void aGroupThatCannotBeEnteredIsNotUsedAndTheCauseIsKept() {
        List<Path> made = new ArrayList<>();
        ControlGroups groups = new ControlGroups(watchdog, group -> {
            made.add(group.directory());
            return Optional.of("Operation not supported");
        });

        assertThat(groups.createIfPossible(request())).isEmpty();
        assertThat(groups.createIfPossible(request())).isEmpty();

        assertThat(made).singleElement().satisfies(directory -> assertThat(directory).doesNotExist());
        assertThat(calls).containsExactly("cgroupCreated", "cgroupRemoved");
        assertThat(groups.obstacle()).hasValueSatisfying(cause -> assertThat(cause)
                .startsWith("no process can enter a control group in /").endsWith(": Operation not supported"));
    }

    @Test
    void aGroupThatDoesNotExistRefusesEachProcess() {
        assertThat(CgroupEntry.refusal(new Cgroup(Path.of("/sys/fs/cgroup/qpm no such group")))).isPresent();
    }

    private SpawnRequest request() {
        return workshop.runner().services().spawner().request(new ProcessRunner.Launch("p", 1, workshop.sh("exit 0"),
                ExecutionSettings.DEFAULT, OptionalInt.empty(), StopSettings.DEFAULT, LogSettings.DEFAULT));
    }
}

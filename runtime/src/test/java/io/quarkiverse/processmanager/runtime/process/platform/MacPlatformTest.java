package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.assembly.DoomedJvm;
import io.quarkiverse.processmanager.runtime.process.assembly.Jvm;
import io.quarkiverse.processmanager.runtime.process.assembly.JvmDeathTest;
import io.quarkiverse.processmanager.runtime.process.assembly.StopTest;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;
import io.quarkiverse.processmanager.runtime.process.table.ProcessEntry;
import io.quarkiverse.processmanager.runtime.process.table.RunnerId;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/**
 * What is done on macOS, on Linux: its {@code ps} has the same columns, so only the spelling of options remains untried. The
 * trees are those of {@link StopTest} and {@link JvmDeathTest}.
 */
class MacPlatformTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @RegisterExtension
    final Workshop workshop = new Workshop(Platforms.withPs());

    @TempDir
    Path state;

    @ParameterizedTest
    @ValueSource(strings = {
            "sleep 1000 & sleep 1001 & echo up; wait",
            "setsid sleep 1000 & setsid sh -c 'setsid sleep 1000 & sleep 1000' & bash -mc 'sleep 1000 & wait' & echo up; wait",
            "(setsid sh -c 'setsid sleep 1000 >/dev/null 2>&1 &'); echo up; exec sleep 1000",
            "sleep 1000 & kill -STOP $!; echo up; kill -STOP $$; wait",
            "env -i sleep 1000 & env -i setsid sleep 1000 & echo up; wait",
            "trap 'setsid sleep 1000 & sleep 1000 & exit 0' TERM; echo up; while :; do sleep 0.05; done" })
    void aTreeIsAskedToEnd(String script) {
        Workshop.Started started = workshop.start(workshop.sh(script));
        workshop.awaitLine("up");

        started.terminate();

        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "trap 'touch ignored' TERM; (trap '' TERM; echo up; sleep 1000; sleep 1000) & while :; do sleep 0.05; done",
            "(trap 'touch ignored' TERM; echo up; exec 2>/dev/null; while :; do sleep 0.05; done) & wait",
            "trap 'touch ignored' TERM; echo up; while :; do setsid sh -c 'trap \"\" TERM; sleep 0.01'; done" })
    void aTreeThatDoesNotObeyIsKilled(String script) {
        Workshop.Started started = workshop.start(workshop.sh(script));
        workshop.awaitLine("up");

        started.terminate();
        // A file, because the pipes are closed when the root has ended.
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(workshop.directory().resolve("ignored")));
        assertThat(started.witness().events()).doesNotContain("gone");
        started.process().kill();

        started.witness().awaitGone();
        assertThat(workshop.alive()).isEmpty();
    }

    @Test
    void theSignalAndTheExitCodeAreThoseOfTheProcess() {
        Workshop.Started started = workshop.start(
                workshop.sh("trap 'echo int; exit 7' INT; echo up; while :; do sleep 0.05; done"),
                new StopSettings("INT", Duration.ofSeconds(10), List.of(), StopPolicy.Scope.ROOT, StopPolicy.Leftovers.STOP));
        workshop.awaitLine("up");

        started.terminate();

        assertThat(started.witness().awaitGone().exit().code()).hasValue(7);
        assertThat(workshop.lines()).containsExactly("up", "int");
    }

    @Test
    void whatIsLeftIsCounted() {
        Workshop.Started started = workshop.start(workshop.sh("sleep 1000 & setsid sleep 1000 & echo up"));

        assertThat(started.witness().leftovers()).isEqualTo(2);
        started.terminate();
        started.witness().awaitGone();
    }

    @Test
    void nothingIsLeftWhenTheJvmIsKilled() throws Exception {
        try (Jvm jvm = Jvm.start(DoomedJvm.class, state.toString(), "ps")) {
            jvm.awaitLine("up");
            assertThat(alive(jvm)).isNotEmpty();

            signal("KILL", jvm.pid());

            awaitNobody(jvm);
            Awaitility.await("state files").atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(state).isEmptyDirectory());
        }
    }

    @Test
    void theNextStartKillsLeftoversWhenTheWatchdogIsKilledToo() throws Exception {
        try (Jvm jvm = Jvm.start(DoomedJvm.class, state.toString(), "ps");
                Jvm next = Jvm.start(DoomedJvm.class, state.resolve("other").toString(), "ps")) {
            jvm.awaitLine("up");
            next.awaitLine("up");
            List<Long> watchdogs = Workshop.living().stream().filter(entry -> entry.parent() == jvm.pid())
                    .map(ProcessEntry::pid)
                    .filter(pid -> Workshop.read("/proc/" + pid + "/cmdline").contains("process-manager-watchdog")).toList();
            watchdogs.forEach(watchdog -> signal("STOP", watchdog));
            signal("KILL", jvm.pid());
            jvm.awaitDeath();
            watchdogs.forEach(watchdog -> signal("KILL", watchdog));

            Platform platform = Platforms.withPs();
            Watchdog watchdog = platform.watchdog(state, RunnerId.create(platform.table()));
            try {
                watchdog.open();
                // On a busy machine, open() returns before all of them are stopped.
                awaitNobody(jvm);
                assertThat(alive(next)).isNotEmpty();
            } finally {
                watchdog.close(true);
            }
            signal("KILL", next.pid());
            awaitNobody(next);
        }
    }

    private static void awaitNobody(Jvm jvm) {
        Awaitility.await("processes of the other JVM").atMost(PATIENCE).until(() -> alive(jvm), List::isEmpty);
    }

    private static List<Long> alive(Jvm jvm) {
        return Workshop.living().stream().map(ProcessEntry::pid)
                .filter(pid -> Workshop.read("/proc/" + pid + "/environ").contains("QPM_" + jvm.pid() + "_")
                        || Workshop.read("/proc/" + pid + "/cmdline").contains(DoomedJvm.nap(jvm.pid())))
                .toList();
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-s", name, "--", Long.toString(pid)).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

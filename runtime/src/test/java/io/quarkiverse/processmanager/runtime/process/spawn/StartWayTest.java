package io.quarkiverse.processmanager.runtime.process.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;

class StartWayTest {

    @RegisterExtension
    final Workshop workshop = new Workshop();

    @Test
    void aCommandGetsItsSessionEvenIfTheNativeWayIsTurnedOffAfterItsPreparation() throws Exception {
        Spawner spawner = workshop.runner().services().spawner();
        PreparedCommand command = spawner.prepare(spawner.request(new ProcessRunner.Launch("p", 1,
                workshop.sh("read -r pid rest < /proc/$$/stat; set -- $rest; echo $pid $5"), ExecutionSettings.DEFAULT,
                OptionalInt.empty(), StopSettings.DEFAULT, LogSettings.DEFAULT)));
        spawner.way().off(true);

        Process process = spawner.spawn(command, Stdin.NONE, Redirection.ONE_PIPE);

        assertThat(new String(process.getInputStream().readAllBytes()).strip())
                .isEqualTo(process.pid() + " " + process.pid());
        assertThat(process.waitFor()).isZero();
        process.getInputStream().close();
    }

    @Test
    void nothingButAStartWaitsForTheDecision() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch decide = new CountDownLatch(1);
        StartWay way = new StartWay(() -> {
            began.countDown();
            await(decide);
            return NativeAccess.Answer.none("of the test");
        });
        assertThat(way.describe()).isEqualTo("not known before the first start");
        CompletableFuture<Optional<NativeAccess>> first = CompletableFuture.supplyAsync(way::access);
        await(began);

        assertThat(way.describe()).isEqualTo("not known yet: the self-test of the C library is running");
        assertThat(way.decided()).isEmpty();
        way.off(true);
        assertThat(way.access()).isEmpty();
        way.off(false);

        decide.countDown();
        assertThat(first).succeedsWithin(Duration.ofSeconds(60));
        assertThat(way.describe()).isEqualTo("with the JDK, because of the test");
    }

    @Test
    void aShortageIsNoDecision() throws Exception {
        Deque<NativeAccess.Answer> answers = new ArrayDeque<>(
                List.of(NativeAccess.Answer.notNow("there are too many open files"),
                        NativeAccess.Answer.notNow("there are too many open files"), NativeAccess.Answer.none("of the test")));
        StartWay way = new StartWay(answers::remove);

        assertThat(way.access()).isEmpty();
        assertThat(way.mayComeLater()).isTrue();
        assertThat(way.describe())
                .isEqualTo("with the JDK, because there are too many open files; the next start tries posix_spawn"
                        + " again");
        assertThat(way.access()).isEmpty();
        assertThat(answers).hasSize(1);
        assertThat(way.access()).isEmpty();

        assertThat(way.mayComeLater()).isFalse();
        assertThat(way.describe()).isEqualTo("with the JDK, because of the test");
        // A decision is made once.
        assertThat(way.access()).isEmpty();
    }

    @Test
    void aDecisionThatComesAfterTheEndLeavesNothing() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch decide = new CountDownLatch(1);
        StartWay way = new StartWay(() -> {
            began.countDown();
            await(decide);
            return NativeAccess.open(Optional.of(Path.of("/bin/cat")));
        });
        CompletableFuture<Optional<NativeAccess>> first = CompletableFuture.supplyAsync(way::access);
        await(began);

        way.close(0);
        decide.countDown();

        assertThat(first).succeedsWithin(Duration.ofSeconds(60));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("process-manager-events")));
    }

    @Test
    void noDecisionIsMadeAfterTheEnd() throws Exception {
        StartWay way = new StartWay(() -> {
            throw new AssertionError("it was opened");
        });

        way.close(0);

        assertThat(way.access()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

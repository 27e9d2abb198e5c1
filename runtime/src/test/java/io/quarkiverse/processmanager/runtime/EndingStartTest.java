package io.quarkiverse.processmanager.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.LaunchMode;

/** A JVM ends while the process manager starts beside its application. */
class EndingStartTest {

    @ParameterizedTest
    @ValueSource(strings = { "start", "step" })
    void aStartThatTheEndOfTheJvmOvertakesIsNoError(String part) throws Exception {
        assertThat(output(part, "running")).contains("the " + part + " has failed");
        assertThat(output(part, "ending")).isEmpty();
    }

    /** No hook of Quarkus has run in this JVM: that of dev mode can be the first one. */
    @Test
    void theEndOfTheJvmIsNoLiveReload() throws Exception {
        assertThat(output("mode", "running")).isEqualTo("live reload");
        assertThat(output("mode", "ending")).isEqualTo("end");
    }

    private static String output(String part, String moment) throws Exception {
        Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                EndingJvm.class.getName(), part, moment).redirectErrorStream(true).start();
        try {
            return new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            jvm.destroyForcibly().waitFor();
        }
    }

    static final class EndingJvm {

        private EndingJvm() {
        }

        public static void main(String[] arguments) {
            Runnable start = arguments[0].equals("mode") ? EndingJvm::printEnd : () -> start(arguments[0]);
            if (arguments[1].equals("ending")) {
                Runtime.getRuntime().addShutdownHook(new Thread(start));
            } else {
                start.run();
            }
        }

        private static void printEnd() {
            System.out.print(ApplicationEnd.isReload(LaunchMode.DEVELOPMENT) ? "live reload" : "end");
        }

        private static void start(String failing) {
            ApplicationStart prepared = new ApplicationStart(null, null, LaunchMode.NORMAL, null);
            CountDownLatch up = new CountDownLatch(1);
            ManagerStart start = new ManagerStart(() -> prepared, (any, manager) -> {
                await(up);
                manager.follow(more -> fail("step", failing));
                fail("start", failing);
            });
            start.beside();
            ManagerStart.applicationIsUp(() -> {
            });
            up.countDown();
            Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("process-manager-start"))
                    .forEach(EndingJvm::join);
        }

        private static void fail(String part, String failing) {
            if (part.equals(failing)) {
                throw new IllegalStateException("the " + part + " has failed");
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

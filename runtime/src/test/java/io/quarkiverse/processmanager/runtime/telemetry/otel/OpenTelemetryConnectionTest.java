package io.quarkiverse.processmanager.runtime.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.telemetry.Telemetry;

/** The export of lines begins once, also when a process starts meanwhile. */
class OpenTelemetryConnectionTest {

    private final Telemetry telemetry = new Telemetry(Runnable::run, Runnable::run);
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void aProcessThatStartsWhileTheConnectionOpensDoesNotBeginTheExportTwice() {
        open(true, () -> telemetry.takeLinesWanted().run());

        telemetry.takeLinesWanted().run();
        assertThat(begun).hasValue(1);
    }

    @Test
    void theExportBeginsAtOnceOnlyForAProcessThatWantsIt() {
        open(true, () -> {
        });
        assertThat(begun).hasValue(1);

        open(false, () -> {
        });
        assertThat(begun).hasValue(1);

        telemetry.takeLinesWanted().run();
        assertThat(begun).hasValue(2);
    }

    /** @param meanwhile runs while the connection reads the processes */
    private void open(boolean logs, Runnable meanwhile) {
        ProcessDefinition definition = ProcessDefinition.builder("db").command("db").otel(otel -> otel.logs(logs)).build();
        ManagedProcess process = answer(ManagedProcess.class, "definition", () -> definition);
        OpenTelemetryConnection.exportLinesWhenWanted(telemetry, answer(ProcessManager.class, "processes", () -> {
            meanwhile.run();
            return List.of(process);
        }), begun::incrementAndGet);
    }

    /** An object of which only one method is called. */
    private static <T> T answer(Class<T> type, String method, Supplier<?> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, called, arguments) -> {
            assertThat(called.getName()).isEqualTo(method);
            return answer.get();
        }));
    }
}

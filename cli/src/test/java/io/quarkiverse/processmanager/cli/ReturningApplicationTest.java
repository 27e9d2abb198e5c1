package io.quarkiverse.processmanager.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets;
import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets.Found;
import io.quarkiverse.processmanager.runtime.control.wire.SocketFacts;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Failure;

@Timeout(60)
class ReturningApplicationTest {

    @TempDir
    Path sockets;

    private FakeApplication start(long pid) throws IOException {
        return new FakeApplication(sockets, new SocketFacts(SocketFacts.PROTOCOL, "shop", "/shop", pid, "dev"),
                request -> List.of("{\"pid\":" + pid + "}", FakeApplication.END));
    }

    private Found living() {
        return Choice.only(ControlSockets.living(List.of(sockets)), "no application");
    }

    private static long pid(ReturningApplication application) {
        try (Answer answer = application.request("ps", Map.of())) {
            return answer.only().members().number("pid").orElseThrow();
        }
    }

    private void end(FakeApplication application, long pid) throws IOException {
        application.close();
        Files.deleteIfExists(sockets.resolve(pid + ".sock"));
        Files.deleteIfExists(sockets.resolve(pid + ".json"));
    }

    @Test
    void theNextStartIsFound() throws IOException {
        FakeApplication first = start(7);
        ReturningApplication application = new ReturningApplication(living(), this::living);
        assertThat(pid(application)).isEqualTo(7);
        end(first, 7);
        assertThatThrownBy(() -> pid(application)).isInstanceOf(Failure.class).hasMessageContaining("no application");

        try (FakeApplication second = start(8)) {
            assertThat(pid(application)).isEqualTo(8);
        }
    }
}

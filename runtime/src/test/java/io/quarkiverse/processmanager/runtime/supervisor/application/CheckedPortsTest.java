package io.quarkiverse.processmanager.runtime.supervisor.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.process.RunningProcess.PortHolders;

class CheckedPortsTest {

    static final int PORT = 8080;

    final CompletableFuture<PortHolders> answer = new CompletableFuture<>();
    int asked;

    final RunningProcess process = (RunningProcess) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] { RunningProcess.class }, (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("portHolders");
                asked++;
                return answer;
            });
    final CheckedPorts ports = new CheckedPorts(process, List.of(new PortClaim(PORT, "port")));

    @Test
    void whatIsKnownAsksNothing() {
        assertThat(ports.isKnownToListenOn(PORT)).isFalse();
        assertThat(asked).isZero();
    }

    @Test
    void anAnswerIsKnownFromItsArrivalOn() {
        CompletableFuture<Boolean> listens = ports.listensOn(PORT).toCompletableFuture();

        assertThat(ports.isKnownToListenOn(PORT)).isFalse();

        answer.complete(new PortHolders(Optional.empty(), Set.of(PORT)));

        assertThat(listens).isCompletedWithValue(true);
        assertThat(ports.isKnownToListenOn(PORT)).isTrue();
        assertThat(ports.isKnownToListenOn(PORT + 1)).isFalse();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aFailedSearchMakesNoPortKnown() {
        ports.listensOn(PORT);
        answer.completeExceptionally(new IllegalStateException("no table of sockets"));

        assertThat(ports.isKnownToListenOn(PORT)).isFalse();
    }
}

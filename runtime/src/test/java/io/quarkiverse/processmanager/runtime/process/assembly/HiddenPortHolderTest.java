package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.platform.Platform;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts.ListeningSocket;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessOrigins;
import io.quarkiverse.processmanager.runtime.process.table.ProcessTable;

/** A port whose holder the system does not show: a process of another user, or any process on macOS and Windows. */
class HiddenPortHolderTest {

    private static final List<PortClaim> CLAIM = List.of(new PortClaim(5432, "port"));

    private final AtomicReference<List<ListeningSocket>> sockets = new AtomicReference<>(List.of());

    private final AtomicBoolean tableFails = new AtomicBoolean();
    private final AtomicReference<Optional<String>> container = new AtomicReference<>(Optional.empty());

    @RegisterExtension
    final Workshop workshop = new Workshop(platform());

    @Test
    void aStartFailsAndNamesWhatTheSystemShows() {
        sockets.set(List.of(new ListeningSocket(7, "4242424")));
        assertThat(workshop.startOn(CLAIM, workshop.sh("sleep 1000")).witness().exit().detail()).isEqualTo(
                "port 5432 is in use by a process of user 4242424, which this application may not see; stop it, set port=0 or "
                        + "port-conflict=next for a free port, or set port-owner=any if it serves this process");

        sockets.set(List.of(new ListeningSocket(7, "0")));
        assertThat(workshop.startOn(CLAIM, workshop.sh("sleep 1000")).witness().exit().detail())
                .startsWith("port 5432 is in use by a process of user root, ");

        sockets.set(List.of(new ListeningSocket(0, "")));
        Workshop.Started refused = workshop.startOn(CLAIM, workshop.sh("sleep 1000"));
        assertThat(refused.witness().exit().detail()).startsWith("port 5432 is in use by another process; ");
        assertThat(refused.witness().awaitGone().exit().reason()).contains(Reason.PORT_IN_USE);
    }

    @Test
    void theContainerBehindAProxyOfRootIsNamed() {
        sockets.set(List.of(new ListeningSocket(7, "0")));
        container.set(Optional.of("a container at 172.17.0.2:5432"));

        assertThat(workshop.startOn(CLAIM, workshop.sh("sleep 1000")).witness().exit().detail()).isEqualTo(
                "port 5432 is in use by a container at 172.17.0.2:5432; stop it, set port=0 or port-conflict=next for a free port,"
                        + " or set port-owner=any if it serves this process");
    }

    /** It can be the application, or another managed process. */
    @Test
    void aPortThatOnlyACheckNamesIsNoReasonToFailAStart() {
        sockets.set(List.of(new ListeningSocket(0, "")));

        assertThat(workshop.startOn(List.of(PortClaim.ofCheck(5432)), workshop.sh("sleep 1000")).witness().pid())
                .isPositive();
    }

    @Test
    void aSearchForTheHolderThatFailsIsNoReasonToFailAStart() {
        sockets.set(List.of(new ListeningSocket(7, "105")));
        tableFails.set(true);

        assertThat(workshop.startOn(CLAIM, workshop.sh("sleep 1000")).witness().pid()).isPositive();
    }

    /** It can be the process itself, behind a program that changes the user. */
    @Test
    void aCheckDoesNotFail() throws Exception {
        Workshop.Started started = workshop.startOn(CLAIM, workshop.sh("sleep 1000"));
        started.witness().pid();
        sockets.set(List.of(new ListeningSocket(7, "105")));

        assertThat(started.process().portHolders(CLAIM).toCompletableFuture().get(60, TimeUnit.SECONDS).conflict()).isEmpty();
    }

    /** The platform of this machine with the sockets of the test. */
    private Platform platform() {
        Platform real = Platform.ofThisMachine();
        ListeningPorts ports = new ListeningPorts() {

            @Override
            public List<ListeningSocket> on(int port) {
                return sockets.get();
            }

            @Override
            public boolean isHolder(long pid, Set<Long> wanted) {
                return false;
            }

            @Override
            public Map<Long, Set<Long>> holders(Set<Long> wanted) {
                return Map.of();
            }
        };
        return (Platform) Proxy.newProxyInstance(Platform.class.getClassLoader(), new Class<?>[] { Platform.class },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "ports" -> ports;
                    case "table" -> table(real);
                    case "origins" -> origins();
                    default -> method.invoke(real, arguments);
                });
    }

    private ProcessOrigins origins() {
        return new ProcessOrigins() {

            @Override
            public List<Marker> markers(long pid) {
                return List.of();
            }

            @Override
            public Optional<String> container(long pid) {
                return Optional.empty();
            }

            @Override
            public Optional<String> containerBehind(int port) {
                return container.get();
            }

            @Override
            public boolean isForwarder(long pid) {
                return false;
            }
        };
    }

    private ProcessTable table(Platform real) {
        if (tableFails.get()) {
            throw new OutOfMemoryError("of the test");
        }
        return real.table();
    }
}

package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.rules.plan.PortClaims;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckedPorts;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;

/**
 * Reports that the port which a check connects to begins to listen, so that the next check need not wait. Confined to the loop, but
 * the thread that notices the port asks who holds it: the loop receives both at once.
 */
final class ListenSignal {

    private static final String LOCALHOST = "localhost";

    private final Loop loop;
    private final RunningProcess process;
    private final Supplier<CheckedPorts> ports;
    private final OptionalInt port;
    /** A socket can have any address of {@code localhost}, so the check of one address connects. */
    private final Optional<TcpProbe> anyAddress;
    private boolean begun;
    private boolean come;
    private Optional<CompletionStage<Void>> pending = Optional.empty();

    /** {@code ports} makes the ports for one check. */
    ListenSignal(Loop loop, RunningProcess process, Probe probe, Supplier<CheckedPorts> ports) {
        this.loop = loop;
        this.process = process;
        this.ports = ports;
        this.port = PortClaims.local(probe);
        this.anyAddress = probe instanceof TcpProbe tcp && tcp.host().equalsIgnoreCase(LOCALHOST) ? Optional.of(tcp)
                : Optional.empty();
    }

    /**
     * Calls {@code listens} once when the port listens, with the ports for the next check, unless the signal is cancelled before. The
     * holders of the ports are known if the check needs no connection. Does nothing for a check without a port, and when called again.
     */
    void await(Consumer<CheckedPorts> listens) {
        if (port.isEmpty() || begun) {
            return;
        }
        begun = true;
        CompletionStage<Void> stage = process.listens(port.getAsInt());
        pending = Optional.of(stage);
        CheckedPorts checked = ports.get();
        CompletionStage<?> known = anyAddress.isEmpty() ? stage : stage.thenCompose(nothing -> checked.holders());
        known.whenComplete((nothing, error) -> loop.post(() -> {
            if (pending.filter(stage::equals).isPresent()) {
                pending = Optional.empty();
                if (error == null) {
                    come = true;
                    listens.accept(checked);
                }
            }
        }));
    }

    /** Whether the port does not listen yet, as far as the system reports that. */
    boolean isAwaited() {
        return pending.isPresent();
    }

    /** The check, if its port has begun to listen and its first success needs no connection where the process itself listens. */
    Optional<TcpProbe> provable() {
        return come ? anyAddress : Optional.empty();
    }

    /** A later call of {@link #await} waits anew. */
    void cancel() {
        begun = false;
        come = false;
        pending.ifPresent(stage -> stage.toCompletableFuture().cancel(false));
        pending = Optional.empty();
    }
}

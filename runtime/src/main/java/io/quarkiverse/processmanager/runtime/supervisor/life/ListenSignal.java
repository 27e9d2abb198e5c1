package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.rules.plan.PortClaims;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;

/** Reports that the port which a check connects to begins to listen, so that the next check need not wait. Confined to the loop. */
final class ListenSignal {

    private final Loop loop;
    private final RunningProcess process;
    private final OptionalInt port;
    private boolean begun;
    private boolean come;
    private Optional<CompletionStage<Void>> pending = Optional.empty();

    ListenSignal(Loop loop, RunningProcess process, Probe probe) {
        this.loop = loop;
        this.process = process;
        this.port = PortClaims.local(probe);
    }

    /**
     * Calls {@code listens} once when the port listens, unless the signal is cancelled before. Does nothing for a check without a port,
     * and when called again.
     */
    void await(Runnable listens) {
        if (port.isEmpty() || begun) {
            return;
        }
        begun = true;
        CompletionStage<Void> stage = process.listens(port.getAsInt());
        pending = Optional.of(stage);
        stage.whenComplete((nothing, error) -> loop.post(() -> {
            if (pending.filter(stage::equals).isPresent()) {
                pending = Optional.empty();
                if (error == null) {
                    come = true;
                    listens.run();
                }
            }
        }));
    }

    /** Whether the port does not listen yet, as far as the system reports that. */
    boolean isAwaited() {
        return pending.isPresent();
    }

    /** Whether the port has begun to listen. */
    boolean hasCome() {
        return come;
    }

    /** A later call of {@link #await} waits anew. */
    void cancel() {
        begun = false;
        come = false;
        pending.ifPresent(stage -> stage.toCompletableFuture().cancel(false));
        pending = Optional.empty();
    }
}

package io.quarkiverse.processmanager.runtime.supervisor.application;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/**
 * The ports of a process for one check. It asks the operating system at most once, when the check or the prober needs the
 * answer. Safe for use by several threads.
 */
public final class CheckedPorts {

    private final RunningProcess process;
    private final List<PortClaim> claims;
    private Optional<CompletableFuture<RunningProcess.PortHolders>> holders = Optional.empty();

    /** {@code claims} are the ports on which no other process may listen. */
    public CheckedPorts(RunningProcess process, List<PortClaim> claims) {
        this.process = process;
        this.claims = claims;
    }

    /** The holders of the claimed ports; unknown if they cannot be determined. */
    public synchronized CompletableFuture<RunningProcess.PortHolders> holders() {
        if (holders.isEmpty()) {
            holders = Optional.of(claims.isEmpty() ? CompletableFuture.completedFuture(RunningProcess.PortHolders.UNKNOWN)
                    : process.portHolders(claims).exceptionally(error -> RunningProcess.PortHolders.UNKNOWN)
                            .toCompletableFuture());
        }
        return holders.get();
    }

    /** Whether an earlier answer shows that the process itself listens on a port. Asks nothing. */
    public synchronized boolean isKnownToListenOn(int port) {
        return holders.map(known -> known.getNow(RunningProcess.PortHolders.UNKNOWN).own().contains(port)).orElse(false);
    }

    /** Whether the process itself certainly listens on a port of this machine. */
    public CompletionStage<Boolean> listensOn(int port) {
        if (claims.stream().noneMatch(claim -> claim.port() == port)) {
            return CompletableFuture.completedFuture(false);
        }
        return holders().thenApply(known -> known.own().contains(port));
    }
}

package io.quarkiverse.processmanager.runtime.process.listening;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner.Launch;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner.TakenPort;

/** Finds out whether a process has exited because it could not listen on a port, from its last lines of output. */
public final class PortReport {

    private static final int LINES = 60;
    /** An uncaught error in C++ aborts the program. Other signals come from outside. */
    private static final Set<String> OF_PROGRAM = Set.of("ABRT");

    private PortReport() {
    }

    /** Whether the exit can have that cause: the program ended itself without success. */
    public static boolean isPossible(Exit exit) {
        return exit.code().isPresent() && exit.code().getAsInt() != 0
                && exit.signal().filter(signal -> !OF_PROGRAM.contains(signal)).isEmpty();
    }

    /**
     * Searches the output on the calling thread, and then for the holder of the port. Never completes with an error.
     *
     * @param logs returns the last lines of the process, as many as asked for
     */
    public static CompletableFuture<Optional<TakenPort>> of(Launch launch, Exit exit, IntFunction<List<LogLine>> logs,
            PortGuard ports) {
        try {
            List<LogLine> lines = logs.apply(LINES).stream()
                    .filter(line -> line.incarnation() == launch.incarnation()).toList();
            Set<Integer> claims = launch.ports().stream().map(PortClaim::port).collect(Collectors.toSet());
            return AddressInUse.in(lines, exit.time(), claims).map(found -> explain(found, launch, ports))
                    .orElse(CompletableFuture.completedFuture(Optional.empty())).exceptionally(error -> Optional.empty());
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    private static CompletableFuture<Optional<TakenPort>> explain(AddressInUse found, Launch launch, PortGuard ports) {
        OptionalInt port = found.port().isPresent() ? found.port() : onlyClaim(launch);
        Optional<TakenPort> withoutPort = Optional
                .of(new TakenPort(OptionalInt.empty(), "it reports that an address is in use; choose another port", false));
        if (port.isEmpty()) {
            return CompletableFuture.completedFuture(withoutPort);
        }
        int number = port.getAsInt();
        Optional<PortClaim> claim = launch.ports().stream().filter(one -> one.port() == number).findFirst();
        return ports.holderOf(number).thenApply(holder -> {
            String words = "it reports that port " + number + " is in use";
            if (holder.isPresent()) {
                return Optional.of(new TakenPort(port, words + " by " + holder.get().words() + "; "
                        + new TakenClaim(claim.orElse(PortClaim.ofCheck(number)), holder.get(), false).remedy(),
                        claim.isPresent() || found.last()));
            }
            if (!found.certain()) {
                return Optional.<TakenPort> empty();
            }
            return found.port().isPresent() ? Optional.of(new TakenPort(port, words, false)) : withoutPort;
        });
    }

    /** The port of the process, if it has declared just one. */
    private static OptionalInt onlyClaim(Launch launch) {
        List<PortClaim> declared = launch.ports().stream().filter(PortClaim::declared).toList();
        return declared.size() == 1 ? OptionalInt.of(declared.get(0).port()) : OptionalInt.empty();
    }
}

package io.quarkiverse.processmanager.runtime.process.assembly;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Polls the root of an adopted process: a JVM receives no exit event for a process that is not its child. Confined to the owner.
 */
final class AdoptedRoot {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ProcessServices services;
    private final ProcessId root;
    private final Instant since;

    AdoptedRoot(ProcessServices services, ProcessId root, Instant since) {
        this.services = services;
        this.root = root;
        this.since = since;
    }

    /** A failed check of the process proves nothing, so the next poll decides. */
    private boolean mayBeAlive() {
        try {
            return services.isAlive(root);
        } catch (RuntimeException | Error e) {
            Faults.report(e);
            return true;
        }
    }

    /** Polls until the root has exited, as long as that is of interest. The exit code is unknown. */
    void poll(BooleanSupplier wanted, Consumer<Exit> exited) {
        services.owner().after(POLL_NANOS, () -> {
            if (!wanted.getAsBoolean()) {
                return;
            }
            if (mayBeAlive()) {
                poll(wanted, exited);
            } else {
                Instant now = SystemClock.wallTime();
                exited.accept(Exits.unknown(now, Duration.between(since, now)));
            }
        });
    }
}

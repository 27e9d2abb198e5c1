package io.quarkiverse.processmanager.runtime.process.assembly;

import java.util.function.Supplier;

import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.data.DataClaim;
import io.quarkiverse.processmanager.runtime.process.data.SharedUse;
import io.quarkiverse.processmanager.runtime.process.detached.DetachedStart;
import io.quarkiverse.processmanager.runtime.process.listening.PortGuard;
import io.quarkiverse.processmanager.runtime.process.notice.NoticeChannel;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.process.tree.ProcessTree.Aim;
import io.quarkiverse.processmanager.runtime.process.watchdog.SharedRoot;

/**
 * What all parts of one start share. Safe for use by several threads.
 *
 * @param launch the start
 * @param runner the runner
 * @param detachment connects the start with earlier and later runs of the application
 * @param ports checks the ports of the process
 * @param data keeps the data directory of the process
 * @param notices receives what the process reports about itself
 * @param aim returns what was requested last
 */
record StartScope(ProcessRunner.Launch launch, OsProcessRunner runner, DetachedStart detachment, PortGuard ports,
        DataClaim data, NoticeChannel notices, Supplier<Aim> aim) {

    ProcessServices services() {
        return runner.services();
    }

    Owner owner() {
        return services().owner();
    }

    /** Whether neither a stop nor a kill was requested. */
    boolean isWanted() {
        return aim.get() == Aim.WATCH;
    }

    /** The standard input of the process. */
    Stdin input() {
        return outlivesJvm() ? Stdin.NONE : launch.command().stdin().orElse(Stdin.OPEN);
    }

    /** Whether the process can go on without this JVM, so that nothing of this JVM may be necessary for it. */
    boolean outlivesJvm() {
        return detachment.isDetached() || data.isShared();
    }

    /** The marker of a process that outlives this JVM. */
    Marker lastingMarker() {
        return data.use().map(SharedUse::marker).orElseGet(detachment::marker);
    }

    /** Lets the watchdog stop the process when the JVM dies. */
    void watch(ProcessId root, String signal) {
        if (data.isShared()) {
            services().watchdog().shared(shared(root, signal));
        } else if (runner.isWatched(launch.execution())) {
            services().watchdog().started(root, signal);
        }
    }

    /** This JVM no longer uses the shared process. */
    void unwatch() {
        if (data.isShared()) {
            services().watchdog().unshared(shared(ProcessId.NONE, ""));
        }
    }

    private SharedRoot shared(ProcessId root, String signal) {
        SharedUse use = data.use().orElseThrow();
        return new SharedRoot(use.name(), root, signal, use.marker(), use.claims());
    }
}

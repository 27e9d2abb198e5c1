package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.definition.Signals;
import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.watchdog.SignalSender;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/**
 * Sends the signals of trees: with the C library where it is used, and else with the shell of the watchdog, whose answer the
 * calling thread awaits. Safe for use by several threads.
 */
final class TreeSignals implements SignalSender {

    private final Watchdog watchdog;
    private final Supplier<Optional<NativeAccess>> access;

    /** @param access the C library, as soon as it is known whether that is used; must not wait */
    TreeSignals(Watchdog watchdog, Supplier<Optional<NativeAccess>> access) {
        this.watchdog = watchdog;
        this.access = access;
    }

    @Override
    public boolean send(String signal, List<Long> targets) {
        return watchdog.send(signal, targets);
    }

    @Override
    public boolean send(String signal, List<Long> targets, LongPredicate same) {
        Optional<NativeAccess> system = access.get();
        OptionalInt number = Signals.linuxNumber(signal);
        if (system.isEmpty() || number.isEmpty()) {
            return watchdog.send(signal, targets);
        }
        boolean sent = true;
        for (long target : targets) {
            if (target < 0) {
                system.get().signalGroup(-target, number.getAsInt());
            } else {
                sent &= system.get().signal(target, number.getAsInt(), same);
            }
        }
        return sent;
    }

    /** The groups among these that contain a process, dead or alive. */
    Set<Long> nonEmptyGroups(Collection<Long> groups) {
        Optional<NativeAccess> system = access.get();
        if (system.isEmpty()) {
            return watchdog.nonEmptyGroups(groups);
        }
        Set<Long> nonEmpty = new LinkedHashSet<>(groups);
        nonEmpty.removeIf(group -> !system.get().isGroup(group));
        return nonEmpty;
    }
}

package io.quarkiverse.processmanager.runtime.process.assembly;

import java.util.Optional;
import java.util.function.Function;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.CgroupEntry;
import io.quarkiverse.processmanager.runtime.process.spawn.CgroupHome;
import io.quarkiverse.processmanager.runtime.process.spawn.SpawnRequest;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;
import io.quarkiverse.processmanager.runtime.process.watchdog.Watchdog;

/** Creates the control groups of processes, within that of this JVM. Safe for use by several threads. */
final class ControlGroups {

    private final Watchdog watchdog;
    private final Function<Cgroup, Optional<String>> entry;
    /** Whether a process has entered a group. */
    private boolean proved;
    /** Why processes with {@code isolation=auto} have no control group; empty as long as they have one. */
    private volatile Optional<String> obstacle = Optional.empty();
    private boolean refused;

    ControlGroups(Watchdog watchdog) {
        this(watchdog, CgroupEntry::refusal);
    }

    /** @param entry lets a process enter a group, and returns what the system answers if it refuses that */
    ControlGroups(Watchdog watchdog, Function<Cgroup, Optional<String>> entry) {
        this.watchdog = watchdog;
        this.entry = entry;
    }

    /**
     * Creates a group for a process that is about to start.
     *
     * @throws StartRefusedException if that is not possible
     */
    Cgroup create(SpawnRequest request) throws StartRefusedException {
        Cgroup group = CgroupHome.place(request.marker().variable() + "_" + request.marker().value());
        // In this order: if this JVM dies in between, the watchdog removes the group.
        watchdog.cgroupCreated(group);
        try {
            CgroupHome.create(group);
            return group;
        } catch (StartRefusedException e) {
            watchdog.cgroupRemoved(group);
            throw e;
        }
    }

    /**
     * Creates a group for a process with {@code isolation=auto}; empty if the process has to start without one. The first group of
     * the runner is tried with a shell: a process that cannot enter its group would not start.
     */
    synchronized Optional<Cgroup> createIfPossible(SpawnRequest request) {
        if (refused) {
            return Optional.empty();
        }
        try {
            Cgroup group = create(request);
            if (!proved) {
                prove(group);
            }
            return Optional.of(group);
        } catch (StartRefusedException e) {
            obstacle = Optional.of(e.failure().detail());
            return Optional.empty();
        }
    }

    private void prove(Cgroup group) throws StartRefusedException {
        Optional<String> answer = entry.apply(group);
        if (answer.isPresent()) {
            refused = true;
            group.remove();
            watchdog.cgroupRemoved(group);
            throw new StartRefusedException(Reason.NOT_PERMITTED, "no process can enter a control group in "
                    + group.directory().getParent() + ": " + answer.get());
        }
        proved = true;
    }

    /** Why processes with {@code isolation=auto} have no control group; empty if they have one, or none was started. */
    Optional<String> obstacle() {
        return obstacle;
    }
}

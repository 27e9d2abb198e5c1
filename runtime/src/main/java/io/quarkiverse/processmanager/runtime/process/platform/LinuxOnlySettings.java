package io.quarkiverse.processmanager.runtime.process.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Execution.Isolation;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;

/** The settings that only Linux supports. Other systems refuse them, because a definition with such a setting relies on it. */
final class LinuxOnlySettings {

    private LinuxOnlySettings() {
    }

    /** The reason why another system cannot start a process with these settings; empty if it can. */
    static Optional<StartFailure> refuse(Execution execution, String system) {
        List<String> used = new ArrayList<>();
        execution.user().ifPresent(user -> used.add("user"));
        execution.group().ifPresent(group -> used.add("group"));
        execution.umask().ifPresent(umask -> used.add("umask"));
        execution.nice().ifPresent(nice -> used.add("nice"));
        if (!execution.ulimits().isEmpty()) {
            used.add("ulimits");
        }
        if (execution.isolation() == Isolation.CGROUP) {
            used.add("isolation");
        }
        if (execution.detached()) {
            used.add("detached");
        }
        return used.isEmpty() ? Optional.empty()
                : Optional.of(new StartFailure(Reason.INVALID, "only Linux supports " + String.join(", ", used)
                        + ", and this system is " + system + "; remove what it does not support"));
    }
}

package io.quarkiverse.processmanager.runtime.process.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Execution.Isolation;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.StartFailure;

/** What a definition may ask for on Linux only. It is refused elsewhere: who asks for it relies on it. */
final class LinuxOnlySettings {

    private LinuxOnlySettings() {
    }

    /** Why a process cannot be started as it is asked for on another system, if that is so. */
    static Optional<StartFailure> refuse(Execution execution, String system) {
        List<String> asked = new ArrayList<>();
        execution.user().ifPresent(user -> asked.add("user"));
        execution.group().ifPresent(group -> asked.add("group"));
        execution.umask().ifPresent(umask -> asked.add("umask"));
        execution.nice().ifPresent(nice -> asked.add("nice"));
        if (!execution.ulimits().isEmpty()) {
            asked.add("ulimits");
        }
        if (execution.isolation() != Isolation.SESSION) {
            asked.add("isolation");
        }
        if (execution.detached()) {
            asked.add("detached");
        }
        return asked.isEmpty() ? Optional.empty()
                : Optional.of(new StartFailure(Reason.INVALID, String.join(", ", asked) + " can be had on Linux only, and this"
                        + " system is " + system));
    }
}

package io.quarkiverse.processmanager.runtime.definition.external;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.KindInference;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.RestartSettings;
import io.quarkiverse.processmanager.runtime.definition.StartSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.definition.UsageLimitSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;
import io.quarkiverse.processmanager.runtime.definition.task.ScheduleSettings;
import io.quarkiverse.processmanager.runtime.definition.traits.Location;
import io.quarkiverse.processmanager.runtime.definition.traits.OtelSettings;
import io.quarkiverse.processmanager.runtime.definition.traits.Replication;
import io.quarkiverse.processmanager.runtime.definition.traits.Traits;
import io.quarkiverse.processmanager.runtime.definition.traits.WatchSettings;

/**
 * Reduces a definition to what counts for a process that runs elsewhere: its address, its check, its configuration for the
 * application, and how it is reported. All that would start, stop, restart or measure a process has its default, so nothing behind
 * the definition has to ask where the process runs.
 */
public final class ExternalDefinition {

    private ExternalDefinition() {
    }

    /** The definition of a process that runs elsewhere. */
    public static ProcessSettings of(ProcessSettings declared) {
        Optional<ProcessKind> kind = KindInference.kind(declared, false);
        boolean task = kind.filter(ProcessKind.TASK::equals).isPresent();
        ExternalCheck health = task
                ? new ExternalCheck(Optional.empty(), "taken as done")
                : ExternalCheck.of(declared);
        ListenSettings listen = new ListenSettings(declared.host(), declared.port(), declared.ports(), PortOwner.ANY,
                PortConflict.FAIL, declared.urlScheme(), declared.urlSchemes());
        return new ProcessSettings(declared.id(), declared.name(), kind, CommandSettings.of(), ExecutionSettings.DEFAULT,
                listen,
                List.of(), Optional.empty(), health.check(), start(declared), RestartSettings.DEFAULT,
                StopSettings.DEFAULT, LogSettings.DEFAULT, declared.successExitCodes(), declared.modes(), declared.config(),
                declared.report(), false, UsageLimitSettings.DEFAULT, declared.pattern(), declared.keepOnReload(),
                new Traits(declared.tags(), WatchSettings.NONE, Replication.NONE, Optional.empty(),
                        Location.elsewhere(health.note()), Map.of(), OtelSettings.NONE, Map.of()),
                declared.hooks());
    }

    /** A process elsewhere waits for nothing and needs no preparation. A schedule elsewhere runs the task. */
    private static StartSettings start(ProcessSettings declared) {
        Duration unused = StartSettings.DEFAULT.timeout();
        return new StartSettings(declared.start().auto() || declared.start().schedule().isSet(), declared.start().phase(),
                StartSettings.DEFAULT.window(), unused, Optional.empty(), Optional.empty(), Optional.empty(),
                ScheduleSettings.NONE, Optional.empty(), declared.start().test(), List.of(),
                StartSettings.DEFAULT.onDependencyRestart());
    }

    /** Where the process is, for people: {@code db:5432}; its host alone without a port. */
    public static String address(ProcessDefinition definition) {
        OptionalInt port = definition.port().isPresent() ? definition.port()
                : ListenCheck.ports(definition).values().stream().mapToInt(Integer::intValue).findFirst();
        return ListenSettings.literal(definition.host()) + (port.isPresent() ? ":" + port.getAsInt() : "");
    }

    /** The process in one part of a sentence: {@code db (db:5432; its command check cannot run from here, ..)}. */
    public static String describe(ProcessDefinition definition) {
        String note = ProcessSettings.of(definition).traits().location().note();
        boolean placed = definition.healthCheck().isPresent() || !ListenCheck.ports(definition).isEmpty();
        List<String> parts = List.of(placed ? address(definition) : "", note).stream().filter(text -> !text.isEmpty()).toList();
        return definition.id() + (parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")");
    }
}

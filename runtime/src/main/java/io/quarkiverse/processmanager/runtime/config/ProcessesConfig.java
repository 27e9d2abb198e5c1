package io.quarkiverse.processmanager.runtime.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.runtime.config.current.CurrentMappings;
import io.quarkiverse.processmanager.runtime.definition.command.CommandKeys;
import io.quarkiverse.processmanager.runtime.definition.external.ExternalChoice;
import io.smallrye.config.SmallRyeConfig;

/**
 * The configuration of all processes, at build time or at run time.
 *
 * @param structures the settings that the build fixes, by id
 * @param processes all other settings, by id
 * @param common the settings of all processes
 * @param raw the configuration behind the mappings, for names and values that the mappings do not show
 */
public record ProcessesConfig(Map<String, ProcessBuildTimeConfig> structures, Map<String, ProcessConfig> processes,
        CommonConfig common, SmallRyeConfig raw) {

    /** A prefix without properties. */
    private static final String NOT_SET = "quarkus.process-manager.not-set";

    /** The configuration during a build. */
    public static ProcessesConfig ofBuild(ProcessesBuildTimeConfig fixed, ProcessesValidationConfig processes,
            ProcessManagerValidationConfig common, SmallRyeConfig raw) {
        return new ProcessesConfig(fixed.processes(), withAll(fixed.processes().keySet(), processes.processes(), raw),
                common.common(), raw);
    }

    /** The configuration during a start of the application. */
    public static ProcessesConfig ofStart(ProcessesBuildTimeConfig fixed, ProcessesRuntimeConfig processes,
            ProcessManagerRuntimeConfig common, SmallRyeConfig raw) {
        return new ProcessesConfig(fixed.processes(), withAll(fixed.processes().keySet(), processes.processes(), raw),
                common.common(), raw);
    }

    /**
     * The settings of the processes with those that have settings of the build only. A default in the mapping would cost each
     * application without processes the look-up of all settings. The mapping has found all ids that are part of the name of a
     * property; a variable such as {@code QUARKUS_PROCESSES_MY_DB_PORT} does not show where an id with a dash ends, so the
     * settings of such a process are looked up by their names.
     */
    private static Map<String, ProcessConfig> withAll(Set<String> ids, Map<String, ProcessConfig> processes,
            SmallRyeConfig raw) {
        Map<String, String> prefixes = new HashMap<>();
        for (String id : ids) {
            if (!processes.containsKey(id)) {
                prefixes.put(id, id != null && id.indexOf('-') > 0 ? SettingName.PROCESSES + id : NOT_SET);
            }
        }
        if (prefixes.isEmpty()) {
            return processes;
        }
        SmallRyeConfig more = CurrentMappings.of(raw, ProcessConfig.class, Set.copyOf(prefixes.values()));
        Map<String, ProcessConfig> all = new HashMap<>(processes);
        prefixes.forEach((id, prefix) -> all.put(id, more.getConfigMapping(ProcessConfig.class, prefix)));
        return all;
    }

    /**
     * The configuration of a running application with the present values. Values that the start of the application has made
     * known, such as {@code quarkus.http.port}, are among them. Any thread whose context class loader is that of the application.
     */
    public static ProcessesConfig ofRunning(ProcessesBuildTimeConfig fixed, SmallRyeConfig raw) {
        SmallRyeConfig now = CurrentMappings.of(raw, ProcessesRuntimeConfig.class, ProcessManagerRuntimeConfig.class);
        return ofStart(fixed, now.getConfigMapping(ProcessesRuntimeConfig.class),
                now.getConfigMapping(ProcessManagerRuntimeConfig.class), raw);
    }

    /** Whether a setting of the process that lets a shell run a command, such as {@code health.shell}, is true. */
    Predicate<String> shells(String id) {
        ProcessConfig process = processes.get(id);
        Map<String, Optional<Boolean>> settings = Map.of("shell", process.shell(), "health.shell",
                process.health().check().shell(),
                "liveness.shell", process.liveness().shell(),
                "stop.shell", process.stop().shell(), "pre-start.shell", process.preStart().shell());
        Map<String, Boolean> commands = new HashMap<>();
        process.commands()
                .forEach((name, command) -> commands.put(CommandKeys.key(name, "shell"), command.shell().orElse(false)));
        return setting -> settings.getOrDefault(setting, Optional.empty())
                .orElseGet(() -> commands.getOrDefault(setting, false));
    }

    /** The ids of the processes that do not run in a mode, in order. Reads no definition, and loads no class at a start that needs none. */
    public Set<String> idle(Mode mode) {
        Set<String> idle = ids();
        for (String id : processes.keySet()) {
            if (modes(id, mode).contains(mode)) {
                idle.remove(id);
            }
        }
        return idle;
    }

    /** The modes in which a process is there: its own, else the common ones with the present one if it is named external. */
    Set<Mode> modes(String id, Mode present) {
        Optional<Set<Mode>> own = processes.get(id).modes();
        if (own.isPresent() || !isNamedExternal(id)) {
            return own.isPresent() ? own.get() : common.modes();
        }
        Set<Mode> modes = new TreeSet<>(common.modes());
        modes.add(present);
        return modes;
    }

    /** Whether a process runs elsewhere. */
    boolean isExternal(String id) {
        ProcessConfig process = processes.get(id);
        return process.external().orElse(false) || common.external().isPresent()
                && ExternalChoice.of(common.external()).names(id, process.tags().orElse(Set.of()), process.external());
    }

    /** Whether {@code quarkus.process-manager.external} names a process that has no modes of its own. */
    boolean isNamedExternal(String id) {
        ProcessConfig process = processes.get(id);
        return common.external().isPresent() && process.modes().isEmpty()
                && ExternalChoice.of(common.external()).names(id, process.tags().orElse(Set.of()), process.external());
    }

    /** Whether a process can be one that starts before the application. Reads no definition; a pattern of the application may say so, too. */
    public boolean mayStartBeforeApp() {
        for (ProcessBuildTimeConfig structure : structures.values()) {
            if (structure.startPhase().filter(StartPhase.BEFORE_APP::equals).isPresent()) {
                return true;
            }
        }
        for (ProcessConfig process : processes.values()) {
            if (!process.config().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The ids of all processes, in order. A process can have settings of one kind only. */
    public Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        for (String id : structures.keySet()) {
            addNamed(id, ids);
        }
        for (String id : processes.keySet()) {
            addNamed(id, ids);
        }
        return ids;
    }

    /** A mapping has the id of {@code quarkus.processes."".command} as null. {@link IdSpelling} reports it. */
    private static void addNamed(@Nullable String id, Set<String> ids) {
        if (id != null && !id.isEmpty()) {
            ids.add(id);
        }
    }
}

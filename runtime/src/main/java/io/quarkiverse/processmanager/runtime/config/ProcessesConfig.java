package io.quarkiverse.processmanager.runtime.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.smallrye.config.SmallRyeConfig;

/**
 * All that is configured of the processes, at build time or at run time.
 *
 * @param structures what is fixed at build time, by id
 * @param processes the rest, by id
 * @param common what holds for all
 * @param raw the configuration behind the mappings, for what the mappings do not show
 */
public record ProcessesConfig(Map<String, ProcessBuildTimeConfig> structures, Map<String, ProcessConfig> processes,
        CommonConfig common, SmallRyeConfig raw) {

    /** The configuration as a build sees it. */
    public static ProcessesConfig ofBuild(ProcessesBuildTimeConfig fixed, ProcessesValidationConfig processes,
            ProcessManagerValidationConfig common, SmallRyeConfig raw) {
        return new ProcessesConfig(fixed.processes(), processes.processes(), common.common(), raw);
    }

    /** The configuration as a start of the application sees it. */
    public static ProcessesConfig ofStart(ProcessesBuildTimeConfig fixed, ProcessesRuntimeConfig processes,
            ProcessManagerRuntimeConfig common, SmallRyeConfig raw) {
        return new ProcessesConfig(fixed.processes(), processes.processes(), common.common(), raw);
    }

    /** The ids of all processes, in order; a process can have properties of one kind only. */
    Set<String> ids() {
        Set<String> ids = new TreeSet<>(structures.keySet());
        ids.addAll(processes.keySet());
        return ids;
    }
}

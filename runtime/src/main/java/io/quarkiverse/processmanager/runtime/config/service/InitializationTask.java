package io.quarkiverse.processmanager.runtime.config.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.Outcome;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.ProgramSettings;
import io.quarkiverse.processmanager.runtime.definition.ProgramSettings.Task;
import io.quarkiverse.processmanager.service.ProcessService;

/**
 * Makes the task that initializes the data of a service. The data has its final name only when it is complete, so a task that was
 * killed begins again, and a start on existing data runs no task. Two applications that initialize the same data at a time write to
 * directories of their own, and the first one that is complete counts.
 */
public final class InitializationTask {

    public static final String SUFFIX = "-init";

    private static final String ONCE = """
            if [ -e "$DATA_DIR/data" ]; then exit 0; fi
            """;
    /** Removes what a task that was killed has left: the name of each directory contains the process that writes to it. */
    private static final String BEGIN = """
            set -eu
            NEW=$DATA_DIR/data.new.$$
            rm -rf "$NEW" "$NEW".*
            for OLD in "$DATA_DIR"/data.new.*; do
            WRITER=${OLD#"$DATA_DIR"/data.new.}
            kill -0 "${WRITER%.*}" 2>/dev/null || rm -rf "$OLD"
            done
            """;
    /** The move goes into the data of another application that is complete since the check: the last line removes it there. */
    private static final String END = """
            if [ -e "$DATA_DIR/data" ]; then rm -rf "$NEW"; else mv "$NEW" "$DATA_DIR/data"; fi
            rm -rf "$DATA_DIR/data/${NEW##*/}"
            """;

    private InitializationTask() {
    }

    /**
     * The task; empty if the service needs none.
     *
     * @param starter the words in front of the command line
     */
    static Optional<ProcessSettings> of(ProcessService service, InstanceSettings instance, ProcessSettings owner,
            List<String> starter) {
        ProcessDefinitionBuilder builder = ProcessDefinition.builder(owner.id() + SUFFIX)
                .name(owner.name() + " (initialization)").kind(ProcessKind.TASK);
        Optional<String> script = service.initialization(instance, builder);
        if (script.isEmpty() || owner.start().dataDir().isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(starter);
        words.addAll(List.of("sh", "-c", complete(script.get())));
        builder.command(words.toArray(String[]::new)).creates(instance.data()).dataDir(owner.start().dataDir().get())
                .autoStart(owner.start().auto());
        owner.command().directory().ifPresent(builder::cwd);
        owner.modes().ifPresent(modes -> builder.modes(modes.toArray(Mode[]::new)));
        owner.start().test().filter(policy -> policy != TestPolicy.OWN).ifPresent(builder::test);
        owner.execution().user().ifPresent(builder::user);
        owner.execution().group().ifPresent(builder::group);
        ProcessSettings task = Outcome.of(builder).definition();
        return Optional
                .of(task.withCommand(
                        ((CommandSettings) task.command()).with(ProgramSettings.of(Task.INITIALIZATION, service.name()))));
    }

    /** The script for a command that runs before each start of the process. */
    static String once(String script) {
        return ONCE + complete(script);
    }

    /**
     * The process with the initialization as its pre-start command, for a process that runs alone, without the other processes of an
     * application; empty if the process has another pre-start command.
     *
     * @param owner the process, which depends on the task
     */
    public static Optional<ProcessSettings> beforeStart(ProcessSettings owner, ProcessSettings task) {
        if (!owner.start().preStart().isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(task.command().words());
        words.set(words.size() - 1, ONCE + words.get(words.size() - 1));
        return Optional.of(owner.withoutDependency(task.id()).preparedBy(words, task.command().environment()));
    }

    /** The script of the task around the one of the service. */
    static String complete(String script) {
        return BEGIN + script + END;
    }
}

package io.quarkiverse.processmanager.runtime.telemetry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.Secrets;

/**
 * The names of the attributes and events. Those of the semantic conventions of OpenTelemetry have the prefix {@code process.} or
 * {@code error.}, those of the process manager {@code process.manager.}. The arguments of a command are left out.
 */
public final class StartAttributes {

    public static final String ID = "process.manager.id";
    public static final String INCARNATION = "process.manager.incarnation";
    public static final String PID = "process.pid";
    static final String OUTCOME = "process.manager.outcome";
    static final String ATTEMPT = "process.manager.restart.attempt";
    static final String MAXIMUM = "process.manager.restart.max";
    static final String DELAY = "process.manager.restart.delay_ms";
    static final String DEPENDENCY = "process.manager.dependency.id";
    static final String CONDITION = "process.manager.dependency.condition";
    static final String PROCESSES = "process.manager.processes";
    static final String FAILED = "process.manager.failed";
    static final String WAITING_FOR = "process.manager.waiting_for";
    static final String REASON = "process.manager.reason";
    static final String LINE = "process.manager.line";
    static final String LEFT = "process.manager.left";
    static final String EVENTS_LEFT_OUT = "process.manager.events_left_out";
    static final String ERROR_TYPE = "error.type";
    private static final String REPLICA_OF = "process.manager.replica_of";
    private static final String KIND = "process.manager.kind";
    private static final String MESSAGE = "process.manager.message";
    private static final String COMMAND = "process.command";
    private static final String EXECUTABLE = "process.executable.name";
    private static final String DIRECTORY = "process.working_directory";
    private static final String EXIT_CODE = "process.exit.code";
    private static final String SIGNAL = "process.manager.exit.signal";
    /** The value of {@code error.type} for an exit, which needs no further cause. */
    private static final String EXIT = "exit";

    private StartAttributes() {
    }

    static Map<String, Object> of(ProcessDefinition definition) {
        Map<String, Object> all = new LinkedHashMap<>();
        definition.replicaOf().ifPresent(template -> all.put(REPLICA_OF, template));
        definition.kind().ifPresent(kind -> all.put(KIND, kind.name().toLowerCase(Locale.ROOT)));
        Command command = definition.command();
        if (!command.words().isEmpty()) {
            String program = command.shell() ? "sh" : Secrets.of(definition).mask(command.words().get(0));
            all.put(COMMAND, program);
            all.put(EXECUTABLE, program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1));
        }
        command.directory().ifPresent(directory -> all.put(DIRECTORY, directory.toString()));
        return all;
    }

    /** @param message what has happened, in one sentence */
    static Map<String, Object> of(Exit exit, String message) {
        Map<String, Object> all = new LinkedHashMap<>();
        exit.code().ifPresent(code -> all.put(EXIT_CODE, (long) code));
        exit.signal().ifPresent(signal -> all.put(SIGNAL, signal));
        all.put(ERROR_TYPE, exit.reason().map(Reason::name).orElse(EXIT));
        all.put(MESSAGE, message);
        return all;
    }

    static Map<String, Object> dependency(String id, String condition) {
        return Map.of(DEPENDENCY, id, CONDITION, condition);
    }

    static Map<String, Object> texts(String key, List<String> texts) {
        return Map.of(key, texts);
    }
}

package io.quarkiverse.processmanager.terminal.foreign;

import java.util.List;

/** Reads the file of process-compose: what it says about all processes, and each process. */
final class ComposeFile {

    /** What process-compose says about itself. It has no meaning for the processes. */
    private static final List<String> OF_THE_TOOL = List.of("log_level", "log_length", "log_format", "is_strict",
            "is_tui_disabled", "log_configuration", "theme", "mcp_server");

    private final Place place;
    private final Result result;

    ComposeFile(Place place) {
        this.place = place;
        this.result = new Result(place.name());
    }

    Imported read(Node file) {
        // The version of the format, which says nothing about the processes.
        file.text("version");
        boolean expands = !file.isTrue("disable_env_expansion");
        ComposeShell shell = ComposeShell.of(file.node("shell"), result);
        place.envFile().ifPresent(env -> result.common("env-file", Texts.literal(env)));
        Environment.of(file, "environment", expands, name -> result.note(name, "is not a text"))
                .forEach((name, value) -> result.common("env.\"" + name + "\"", value));
        Node processes = file.node("processes");
        if (processes.isEmpty()) {
            result.fault("it defines no process");
        }
        processes.entries().keySet().forEach(result::id);
        for (String name : processes.entries().keySet()) {
            new ComposeProcess(name, processes.node(name), place, shell, expands, result).read();
        }
        if (file.text("log_location").isPresent()) {
            result.note("log_location", "has no counterpart: set log.file.path for each process");
        }
        List<String> ofTheTool = file.unread().stream().filter(OF_THE_TOOL::contains).toList();
        if (!ofTheTool.isEmpty()) {
            result.note(String.join(", ", ofTheTool), ofTheTool.size() == 1 ? "is a setting of process-compose itself"
                    : "are settings of process-compose itself");
        }
        file.unread().stream().filter(key -> !ofTheTool.contains(key))
                .forEach(key -> result.note(key, "has no counterpart"));
        return result.imported();
    }
}

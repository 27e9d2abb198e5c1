package io.quarkiverse.processmanager.runtime.config.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.program.NodeProject;
import io.quarkiverse.processmanager.runtime.program.PortOfScript;

/** The warnings about npm scripts whose server does not receive the port of its process. */
public final class NpmPorts {

    private NpmPorts() {
    }

    public static List<Problem> warnings(Collection<ProcessDefinition> declared) {
        List<Problem> warnings = new ArrayList<>();
        for (ProcessDefinition process : declared) {
            if (process.port().isPresent()) {
                InstallTasks.project(process).flatMap(project -> server(project, process))
                        .ifPresent(
                                server -> warnings.add(new Problem(process.id(), "npm-script", message(server, process.id()))));
            }
        }
        return warnings;
    }

    private static Optional<String> server(NodeProject project, ProcessDefinition process) {
        try {
            return PortOfScript.ignoredBy(project.script(process.command().program().npmScript().orElseThrow()),
                    process.command().words(), project.directory());
        } catch (IllegalArgumentException e) {
            // There is no such script, which is reported already.
            return Optional.empty();
        }
    }

    private static String message(String server, String id) {
        return "runs " + server
                + ", which does not read the variable PORT and listens on its default port; write args=--port,${quarkus.processes."
                + id + ".port}, or read process.env.PORT in its configuration";
    }
}

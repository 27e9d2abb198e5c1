package org.acme.files.deployment;

import java.util.Map;

import io.quarkiverse.processmanager.deployment.ProcessDefinitionBuildItem;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildStep;

class FileServerProcessor {

    // tag::process[]
    @BuildStep(onlyIfNot = IsProduction.class)
    ProcessDefinitionBuildItem server() {
        return new ProcessDefinitionBuildItem("file-server", Map.of(
                "command", "python3 -m http.server ${quarkus.processes.file-server.port}",
                "port", "0",
                "health.path", "/",
                "config.\"file-server.url\"", "http://localhost:${quarkus.processes.file-server.port}"));
    }
    // end::process[]
}

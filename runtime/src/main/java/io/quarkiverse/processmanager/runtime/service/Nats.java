package io.quarkiverse.processmanager.runtime.service;

import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * NATS with JetStream, whose streams are the data. The log says when the server is ready: JetStream recovers
 * after the port is open.
 */
public final class Nats implements ProcessService {

    @Override
    public String name() {
        return "nats";
    }

    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of("nats-server"),
                List.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/opt/nats-server/bin"), Map.of(),
                List.of("nats-server (Debian)", "nats-server (Homebrew)"), List.of());
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("nats");
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        return Map.of("port", "0");
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        defaults.command(instance.executable("nats-server"), "--addr", "127.0.0.1", "--port", String.valueOf(instance.port()),
                "--jetstream", "--store_dir", String.valueOf(instance.data().getParent()))
                .health(health -> health.log("Server is ready"));
    }
}

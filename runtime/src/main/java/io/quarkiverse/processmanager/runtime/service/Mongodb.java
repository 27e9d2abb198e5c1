package io.quarkiverse.processmanager.runtime.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/** MongoDB as a single server without users. Its log says when it accepts connections, after the recovery. */
public final class Mongodb implements ProcessService {

    private static final String CLIENT = "io.quarkus.mongodb.runtime.MongoClientRecorder";

    @Override
    public String name() {
        return "mongodb";
    }

    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of("mongod"),
                List.of("/usr/bin", "/usr/local/bin", "/opt/mongodb*/bin", "/opt/homebrew/opt/mongodb-community*/bin",
                        "/usr/local/opt/mongodb-community*/bin"),
                Map.of(), List.of("mongodb-org (packages of MongoDB for Debian and Fedora)",
                        "mongodb-community (tap mongodb/brew of Homebrew)"),
                List.of());
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("mongodb").startupTimeout(Duration.ofMinutes(2))
                .stop(stop -> stop.timeout(Duration.ofSeconds(30)));
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        ContributedSettings settings = new ContributedSettings(request);
        if (request.hasClass(CLIENT)) {
            request.feeds("mongodb").forEach(feed -> settings.contribute("quarkus." + feed + ".connection-string",
                    "mongodb://" + settings.address()));
        }
        return settings.settings();
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        defaults.command(instance.executable("mongod"), "--dbpath", String.valueOf(instance.data().getParent()), "--bind_ip",
                "127.0.0.1", "--port", String.valueOf(instance.port()), "--nounixsocket")
                .health(health -> health.log("[Ww]aiting for connections"));
    }
}

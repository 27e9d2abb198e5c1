package io.quarkiverse.processmanager.docs;

import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

// tag::service[]
public class KeyValueStore implements ProcessService {

    @Override
    public String name() {
        return "key-value-store";
    }

    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of("kvd"), List.of("/opt/kv-*/bin"), Map.of(), List.of("kvd (Debian)"), List.of());
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).stop(stop -> stop.signal("INT"));
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        return Map.of("port", "0", "config.\"kv.url\"", "kv://localhost:" + request.reference("port"));
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        defaults.command(instance.executable("kvd"), "--listen", "localhost:" + instance.port())
                .health(health -> health.log("listening"));
    }
}
// end::service[]

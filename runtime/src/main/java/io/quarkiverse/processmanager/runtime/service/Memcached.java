package io.quarkiverse.processmanager.runtime.service;

import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/** Memcached. It keeps no data, and it is ready when it accepts connections. */
public final class Memcached implements ProcessService {

    @Override
    public String name() {
        return "memcached";
    }

    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of("memcached"),
                List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/opt/memcached/bin"),
                Map.of(), List.of("memcached (Debian)", "memcached (Fedora)", "memcached (Homebrew)"), List.of("memcache"));
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE);
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        return Map.of("port", "0");
    }

    @Override
    public boolean keepsData() {
        return false;
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        defaults.command(instance.executable("memcached"), "-l", "127.0.0.1", "-p", String.valueOf(instance.port()), "-U", "0");
    }
}

package io.quarkiverse.processmanager.runtime.service;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * Mosquitto. Without a configuration file the broker listens on the loopback address only, accepts each client, and keeps no data.
 */
public final class Mosquitto implements ProcessService {

    private static final String CLIENT = "io.smallrye.reactive.messaging.mqtt.MqttConnector";

    @Override
    public String name() {
        return "mosquitto";
    }

    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of("mosquitto"),
                List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/opt/mosquitto/sbin"), Map.of(),
                List.of("mosquitto (Debian)", "mosquitto (Fedora)", "mosquitto (Homebrew)"), List.of());
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("mqtt");
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        Map<String, String> settings = new TreeMap<>(Map.of("port", "0"));
        if (request.hasClass(CLIENT)) {
            settings.put("config.\"mp.messaging.connector.smallrye-mqtt.host\"", "localhost");
            settings.put("config.\"mp.messaging.connector.smallrye-mqtt.port\"", request.reference("port"));
        }
        return settings;
    }

    @Override
    public boolean keepsData() {
        return false;
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        defaults.command(instance.executable("mosquitto"), "-p", String.valueOf(instance.port()));
    }
}

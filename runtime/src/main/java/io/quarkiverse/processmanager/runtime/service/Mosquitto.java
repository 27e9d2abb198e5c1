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

    /** The Dev Service of MQTT considers the settings of channels only, not those of their connector, so it is switched off. */
    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        ContributedSettings settings = new ContributedSettings(request);
        if (request.hasClass(CLIENT) && !request.feeds("mqtt").isEmpty()) {
            settings.contribute("mp.messaging.connector.smallrye-mqtt.host", request.host())
                    .contributePort("mp.messaging.connector.smallrye-mqtt.port")
                    .contribute("quarkus.mqtt.devservices.enabled", "false");
        }
        return settings.settings();
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

package io.quarkiverse.processmanager.runtime.service;

import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.service.ServiceRequest;

/** The settings that a service puts into the configuration: free ports, and what it contributes to the application. */
final class ContributedSettings {

    private final ServiceRequest request;
    private final Map<String, String> settings = new TreeMap<>();

    /** Begins with a free port. */
    ContributedSettings(ServiceRequest request) {
        this.request = request;
        settings.put("port", "0");
    }

    /** Adds named free ports. */
    ContributedSettings ports(String... names) {
        for (String name : names) {
            settings.put("ports." + name, "0");
        }
        return this;
    }

    /** Sets another setting of the process. */
    ContributedSettings set(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** Contributes a property to the application. */
    ContributedSettings contribute(String property, String value) {
        settings.put("config.\"" + property.replace('"', '\'') + '"', value);
        return this;
    }

    /** Contributes a credential that the application does not set itself. The initialization uses the one of the application. */
    ContributedSettings credential(String property, String value) {
        return request.value(property).isPresent() ? this : contribute(property, value);
    }

    /** Contributes the port. */
    ContributedSettings contributePort(String property) {
        return contribute(property, request.reference("port"));
    }

    /** The host and the port as a URL has them. */
    String address() {
        return request.urlHost() + ":" + request.reference("port");
    }

    Map<String, String> settings() {
        return settings;
    }
}

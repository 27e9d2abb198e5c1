package io.quarkiverse.processmanager.runtime.service;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.service.ServiceRequest;

/** An application with the given classes and properties. */
final class FakeRequest implements ServiceRequest {

    private final String id;
    private final Set<String> classes = new HashSet<>();
    private final Map<String, String> properties = new HashMap<>();
    private List<String> feeds = List.of();
    private boolean everywhere;
    private String host = "localhost";

    FakeRequest(String id) {
        this.id = id;
    }

    FakeRequest with(String type) {
        classes.add(type);
        return this;
    }

    FakeRequest with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    /** An application with all clients, and a process at another address. */
    FakeRequest elsewhere(String address) {
        everywhere = true;
        host = address;
        return this;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public String urlHost() {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    FakeRequest feeding(String... some) {
        feeds = List.of(some);
        return this;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<String> feeds(String... preset) {
        return feeds.isEmpty() ? List.of(preset) : feeds;
    }

    @Override
    public String reference(String setting) {
        return "${" + id + "." + setting + "}";
    }

    @Override
    public boolean hasClass(String name) {
        return everywhere || classes.contains(name);
    }

    @Override
    public Optional<String> value(String property) {
        return Optional.ofNullable(properties.get(property));
    }
}

package io.quarkiverse.processmanager.runtime.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.service.ServiceInstance;

/** A service whose program is in {@code /opt/home/bin}. */
record FakeInstance(String id, int port, List<String> scripts, Path home, Path data) implements ServiceInstance {

    FakeInstance(String id, int port, List<String> scripts) {
        this(id, port, scripts, Path.of("/opt/home/bin"), Path.of("/data/" + id + "/data"));
    }

    @Override
    public List<String> feeds(String... preset) {
        return List.of(preset);
    }

    @Override
    public String executable(String name) {
        return home + "/" + name;
    }

    @Override
    public boolean has(String executable) {
        return false;
    }

    @Override
    public boolean isJava() {
        return false;
    }

    @Override
    public List<String> java(List<String> options, String mainClass) {
        return List.of("java", mainClass);
    }

    @Override
    public Optional<String> version() {
        return Optional.empty();
    }

    @Override
    public int port(String name) {
        return port + 1;
    }

    @Override
    public Path directory() {
        return Path.of("/app");
    }

    @Override
    public boolean isFresh() {
        return false;
    }

    @Override
    public List<Path> initScripts() {
        return scripts.stream().map(Path::of).toList();
    }

    @Override
    public Optional<String> value(String property) {
        return Optional.empty();
    }
}

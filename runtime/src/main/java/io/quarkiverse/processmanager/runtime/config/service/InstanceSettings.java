package io.quarkiverse.processmanager.runtime.config.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.config.contribution.ConfigView;
import io.quarkiverse.processmanager.runtime.config.contribution.KeyForms;
import io.quarkiverse.processmanager.runtime.service.FoundProgram;
import io.quarkiverse.processmanager.runtime.testing.TestDirectory;
import io.quarkiverse.processmanager.service.ServiceInstance;

/** The record behind {@link ServiceInstance}. */
record InstanceSettings(DeclaredService declared, Optional<FoundProgram> program, Path data, List<Path> initScripts)
        implements
            ProgramInstance {

    InstanceSettings {
        initScripts = List.copyOf(initScripts);
    }

    @Override
    public String id() {
        return declared.id();
    }

    @Override
    public List<String> feeds(String... preset) {
        return PropertyRequest.feeds(declared.fixed().feeds().map(feeds -> String.join(",", feeds)), preset);
    }

    @Override
    public int port() {
        return declared.port().orElse(0);
    }

    @Override
    public int port(String name) {
        return declared.ports().getOrDefault(name, Optional.empty()).orElse(0);
    }

    @Override
    public Path directory() {
        return declared.directory();
    }

    @Override
    public boolean isFresh() {
        return TestDirectory.isFresh(data);
    }

    @Override
    public Optional<String> value(String property) {
        return KeyForms.value(ConfigView.of(declared.raw()), property);
    }
}

package io.quarkiverse.processmanager.runtime.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceArtifact;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * WireMock. Its stubs are the directories {@code mappings} and {@code __files} of the test resources, which the server reads itself;
 * an application without them has its stubs in the data directory. Each feed is a client whose {@code url} is the address.
 */
public final class Wiremock implements ProcessService {

    private static final String STUBS = "src/test/resources";

    @Override
    public String name() {
        return "wiremock";
    }

    @Override
    public ServiceProgram program() {
        return ServiceProgram.ofJava(ServiceArtifact.classPath("org.wiremock:wiremock-standalone", "3.13.2"));
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("http");
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        ContributedSettings settings = new ContributedSettings(request);
        for (String feed : request.feeds()) {
            settings.contribute("quarkus." + feed + ".url", "http://" + settings.address());
        }
        return settings.settings();
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        Path own = instance.directory().resolve(STUBS);
        Path root = Stream.of("mappings", "__files").anyMatch(name -> Files.isDirectory(own.resolve(name))) ? own
                : instance.data().getParent();
        List<String> words = new ArrayList<>(
                instance.java(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), "wiremock.Run"));
        words.addAll(List.of("--bind-address", "127.0.0.1", "--port", String.valueOf(instance.port()), "--root-dir",
                root.toString(), "--disable-banner"));
        defaults.command(words.toArray(String[]::new)).health(health -> health.path("/__admin/health"));
    }
}

package io.quarkiverse.processmanager.runtime.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * The development server of a front end: the pattern {@code node-dev-server} with the script that projects of this kind have, and the
 * option for the port. It starts after the application, which it forwards requests to.
 */
public final class FrontEnd implements ProcessService {

    private final String name;
    private final String script;
    private final List<String> options;

    private FrontEnd(String name, String script, List<String> options) {
        this.name = name;
        this.script = script;
        this.options = options;
    }

    static FrontEnd vite() {
        return new FrontEnd("vite", "dev", List.of("--strictPort"));
    }

    /** The server of Next.js listens on all addresses of the machine otherwise. */
    static FrontEnd next() {
        return new FrontEnd("next", "dev", List.of("--hostname", "localhost"));
    }

    static FrontEnd angular() {
        return new FrontEnd("angular", "start", List.of());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ServiceProgram program() {
        return ServiceProgram.NONE;
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        ProcessPatterns.NODE_DEV_SERVER.apply(defaults);
        defaults.startPhase(StartPhase.AFTER_APP);
    }

    /**
     * The script is a setting of the configuration, because a build does not have the project of the machine that runs it, and the
     * phase is one, because the build adds the start after the application only if a setting has it.
     */
    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        ContributedSettings settings = new ContributedSettings(request).set("start-phase", "after-app");
        boolean own = Stream.of("command", "artifact", "npm-script")
                .map(setting -> request.reference(setting).replaceAll("^\\$\\{|}$", ""))
                .anyMatch(property -> request.value(property).isPresent());
        return (own ? settings : settings.set("npm-script", script)).settings();
    }

    @Override
    public boolean keepsData() {
        return false;
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        List<String> arguments = new ArrayList<>(List.of("--port", String.valueOf(instance.port())));
        arguments.addAll(options);
        defaults.args(arguments.toArray(String[]::new));
    }
}

package io.quarkiverse.processmanager.runtime.config.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.definition.Outcome;
import io.quarkiverse.processmanager.runtime.ports.FreePort;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;
import io.quarkiverse.processmanager.runtime.service.FoundProgram;
import io.quarkiverse.processmanager.runtime.service.ProgramSearch;
import io.quarkiverse.processmanager.runtime.service.Services;
import io.quarkiverse.processmanager.runtime.service.Unprivileged;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * A service in a definition from code.
 *
 * @param ports the ports that the caller has set, the main port under an empty name
 * @param properties the properties of an application that the service would read
 */
public record BuiltService(String name, Path directory, Optional<String> version, Optional<Path> home, boolean fresh,
        List<Path> initScripts, Map<String, Integer> ports, Map<String, String> properties) {

    private static final int ATTEMPTS = 1000;
    private static final String MAIN = "port";
    private static final String NAMED = "ports.";

    /**
     * Sets the defaults of the service.
     *
     * @throws ProcessException with one sentence
     */
    public void apply(ProcessDefinitionBuilder defaults) {
        try {
            Optional<ProcessService> service = Services.find(name);
            if (service.isEmpty()) {
                throw refusal(defaults, "there is no service '" + name + "'" + Suggestion.of(name, Services.names()));
            }
            apply(service.get(), defaults);
        } catch (IllegalArgumentException e) {
            throw refusal(defaults, "its service " + name + " " + e.getMessage());
        }
    }

    private static ProcessException refusal(ProcessDefinitionBuilder defaults, String why) {
        return new ProcessException(Reason.INVALID, defaults.id(), "cannot define process '" + defaults.id() + "': " + why);
    }

    private void apply(ProcessService service, ProcessDefinitionBuilder defaults) {
        service.apply(defaults);
        Map<String, Integer> chosen = ports(service, defaults);
        Optional<FoundProgram> program = service.program().equals(ServiceProgram.NONE) ? Optional.empty()
                : Optional.of(search(service, defaults.id()));
        Instance instance = new Instance(this, defaults.id(), program, chosen);
        service.problem(instance).ifPresent(text -> {
            throw new IllegalArgumentException(text);
        });
        if (!initScripts.isEmpty() && !service.hasInitScripts()) {
            throw new IllegalArgumentException("runs no scripts");
        }
        for (Path script : initScripts) {
            if (!Files.isRegularFile(script)) {
                throw new IllegalArgumentException("has no script " + script + ": it is no file");
            }
        }
        List<Path> places = new ArrayList<>(List.of(directory));
        program.filter(found -> !found.isJava()).map(FoundProgram::directory).ifPresent(places::add);
        if (!Files.exists(instance.data())) {
            places.addAll(initScripts);
        }
        Unprivileged unprivileged = Unprivileged.choose(service.program().unprivileged(), places);
        if (service.keepsData()) {
            defaults.dataDir(directory);
        }
        run(service, instance, unprivileged, defaults);
        unprivileged.user().ifPresent(defaults::user);
        initialize(service, instance, unprivileged, defaults);
    }

    private FoundProgram search(ProcessService service, String id) {
        ProgramSearch search = new ProgramSearch(id, service.program(), version,
                Optional.ofNullable(System.getenv("PATH")).orElse(""));
        if (home.isEmpty()) {
            return search.anywhere();
        }
        try {
            return search.in(home.get().toAbsolutePath());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot use its home: " + e.getMessage(), e);
        }
    }

    /** The ports that the service needs; those that are 0 are chosen now, because the command line contains them. */
    private Map<String, Integer> ports(ProcessService service, ProcessDefinitionBuilder defaults) {
        Map<String, Integer> chosen = new TreeMap<>(ports);
        service.configuration(new Request(this, defaults.id())).forEach((setting, text) -> {
            if (setting.equals(MAIN) || setting.startsWith(NAMED)) {
                chosen.putIfAbsent(setting.equals(MAIN) ? "" : setting.substring(NAMED.length()).replace("\"", ""),
                        Integer.parseInt(text));
            } else if (setting.equals("npm-script")) {
                defaults.npmScript(text);
            }
        });
        Set<Integer> taken = new HashSet<>(chosen.values());
        chosen.replaceAll((name, port) -> port == 0 ? choose(taken) : port);
        chosen.forEach((name, port) -> {
            if (name.isEmpty()) {
                defaults.port(port);
            } else {
                defaults.port(name, port);
            }
        });
        return chosen;
    }

    private static int choose(Set<Integer> taken) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = FreePort.candidate();
            if (FreePort.isFree(port) && taken.add(port)) {
                return port;
            }
        }
        throw new IllegalArgumentException("has no port: none from 20000 to 32767 is free");
    }

    private static void run(ProcessService service, Instance instance, Unprivileged unprivileged,
            ProcessDefinitionBuilder defaults) {
        service.run(instance, defaults);
        if (!unprivileged.starter().isEmpty()) {
            List<String> words = new ArrayList<>(unprivileged.starter());
            words.addAll(Outcome.of(defaults).definition().command().words());
            defaults.command(words.toArray(String[]::new));
        }
    }

    private static void initialize(ProcessService service, Instance instance, Unprivileged unprivileged,
            ProcessDefinitionBuilder defaults) {
        ProcessDefinitionBuilder task = ProcessDefinition.builder(instance.id() + InitializationTask.SUFFIX);
        service.initialization(instance, task).ifPresent(script -> {
            Outcome.of(task).definition().command().environment().forEach(defaults::env);
            List<String> words = new ArrayList<>(unprivileged.starter());
            words.addAll(List.of("sh", "-c", InitializationTask.once(script)));
            defaults.preStart(before -> before.command(words.toArray(String[]::new)));
        });
    }

    /** What the service asks before the program is known: it contributes nothing to clients. */
    private record Request(BuiltService built, String id) implements ServiceRequest {

        @Override
        public List<String> feeds(String... preset) {
            return List.of(preset);
        }

        @Override
        public String reference(String setting) {
            return "${" + ServiceName.PROCESSES + '"' + id + "\"." + setting + "}";
        }

        @Override
        public boolean hasClass(String type) {
            return false;
        }

        @Override
        public Optional<String> value(String property) {
            return Optional.ofNullable(built.properties().get(property));
        }
    }

    private record Instance(BuiltService built, String id, Optional<FoundProgram> program, Map<String, Integer> chosen)
            implements
                ProgramInstance {

        @Override
        public List<String> feeds(String... preset) {
            return List.of(preset);
        }

        @Override
        public int port() {
            return port("");
        }

        @Override
        public int port(String name) {
            return chosen.getOrDefault(name, 0);
        }

        @Override
        public Path directory() {
            return Path.of("").toAbsolutePath();
        }

        @Override
        public Path data() {
            return built.directory().resolve("data");
        }

        @Override
        public boolean isFresh() {
            return built.fresh();
        }

        @Override
        public List<Path> initScripts() {
            return built.initScripts().stream().map(Path::toAbsolutePath).toList();
        }

        @Override
        public Optional<String> value(String property) {
            return Optional.ofNullable(built.properties().get(property));
        }
    }
}

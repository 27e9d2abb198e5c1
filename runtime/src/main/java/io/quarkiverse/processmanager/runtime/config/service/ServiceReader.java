package io.quarkiverse.processmanager.runtime.config.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.runtime.config.contribution.ConfigView;
import io.quarkiverse.processmanager.runtime.config.contribution.KeyForms;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternSettings;
import io.quarkiverse.processmanager.runtime.definition.terminal.TerminalCheck;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;
import io.quarkiverse.processmanager.runtime.service.FoundProgram;
import io.quarkiverse.processmanager.runtime.service.ProgramSearch;
import io.quarkiverse.processmanager.runtime.service.Services;
import io.quarkiverse.processmanager.runtime.service.Unprivileged;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkus.runtime.LaunchMode;

/**
 * Reads the service of one process: finds its program, and makes a pattern of both. It has one reader of a definition at a time.
 */
public final class ServiceReader {

    private static final String SERVICE = "service";

    private final DeclaredService declared;
    private final BiConsumer<String, String> problems;
    private Optional<ProcessService> service = Optional.empty();
    private Optional<FoundProgram> program = Optional.empty();
    private Unprivileged unprivileged = Unprivileged.NOT_NEEDED;
    private Optional<InstanceSettings> instance = Optional.empty();

    /**
     * @param problems receives each problem as a setting and the end of a sentence
     */
    public ServiceReader(DeclaredService declared, BiConsumer<String, String> problems) {
        this.declared = declared;
        this.problems = problems;
    }

    /**
     * The pattern of the service; empty without a service, and for a service that does not exist.
     *
     * @param runs whether the process runs in this application, so that its program must be on this machine. The program of
     *        another process is not searched for, and not downloaded
     */
    public Optional<ProcessPattern> pattern(boolean runs) {
        if (declared.fixed().name().isEmpty()) {
            return Optional.empty();
        }
        String name = declared.fixed().name().get().strip();
        try {
            service = Services.find(name);
            if (service.isEmpty()) {
                problems.accept(SERVICE, "there is no service '" + name + "'" + Suggestion.of(name, Services.names()));
            }
        } catch (IllegalArgumentException e) {
            problems.accept(SERVICE, e.getMessage());
        }
        service.ifPresent(some -> prepare(some, runs));
        return service.map(some -> new PatternOfService(some, this));
    }

    /** Whether the process names a service that does not exist, so that nothing sets its command. */
    public boolean isUnknown() {
        return declared.fixed().name().isPresent() && service.isEmpty();
    }

    private void prepare(ProcessService some, boolean runs) {
        checkShared();
        if (declared.config().initScripts().isPresent() && !some.hasInitScripts()) {
            problems.accept("service.init-scripts", "has no meaning: service=" + some.name() + " runs no scripts");
        }
        Optional<Path> data = declared.dataDir();
        instance = Optional.of(instance(List.of()));
        if (!runs) {
            return;
        }
        if (some.keepsData() && data.isEmpty()) {
            problems.accept("service.directory", "is missing: in production, service=" + some.name()
                    + " has no directory for its data; the directory of the build is for dev mode and tests");
            return;
        }
        try {
            program = declared.ownCommand() || some.program().equals(ServiceProgram.NONE) ? Optional.empty()
                    : Optional.of(search(some));
            List<Path> places = new ArrayList<>();
            data.ifPresent(places::add);
            program.filter(found -> !found.isJava()).map(FoundProgram::directory).ifPresent(places::add);
            List<Path> scripts = scripts();
            // Existing data has its owner already, and no script runs.
            if (!Files.exists(instance.get().data())) {
                places.addAll(scripts);
            }
            if (!declared.ownCommand() && !declared.ownUser()) {
                unprivileged = unprivileged(some, places);
            }
            InstanceSettings found = instance(scripts);
            instance = Optional.of(found);
            some.problem(found).ifPresent(text -> problems.accept(SERVICE, text));
        } catch (IllegalArgumentException e) {
            problems.accept(declared.config().home().isPresent() ? "service.home" : SERVICE, e.getMessage());
        }
    }

    private void checkShared() {
        String name = declared.config().shared().map(String::strip).orElse("");
        if (name.isEmpty()) {
            return;
        }
        if (!SharedName.isValid(name)) {
            problems.accept(PatternSettings.SHARED,
                    "'" + name + "' is no name of a directory; use letters, digits, dots, dashes and underscores");
        } else if (TestLaunch.mode(LaunchMode.current()) == Mode.PROD) {
            problems.accept(PatternSettings.SHARED,
                    "is for dev mode; a packaged application connects to the service of production");
        } else if (declared.config().data().filter(ServiceConfig.Data.FRESH::equals).isPresent()) {
            problems.accept(PatternSettings.SHARED, "has no meaning with service.data=fresh, which is data of one application");
        } else if (isShared()) {
            checkCredentials();
        }
    }

    /** A user of the application wins over the one of the data, and could not connect. */
    private void checkCredentials() {
        Path directory = declared.dataDir().orElse(declared.directory());
        Optional<String> unusable = SharedSettings.problem(directory);
        if (unusable.isPresent()) {
            problems.accept(PatternSettings.SHARED, unusable.get());
            return;
        }
        Map<String, String> ofData = SharedSettings.credentials(directory);
        String feed = PropertyRequest.feeds(declared.fixed().feeds().map(feeds -> String.join(",", feeds)), "datasource")
                .stream()
                .findFirst().orElse("datasource");
        for (Map.Entry<String, String> credential : ofData.entrySet()) {
            String property = "quarkus." + feed + "." + credential.getKey();
            Optional<String> own = KeyForms.value(ConfigView.of(declared.raw()), property);
            if (own.filter(text -> !text.equals(credential.getValue())).isPresent()) {
                problems.accept(PatternSettings.SHARED, "cannot be used: the application that has created the data in "
                        + declared.dataDir().map(Path::toString).orElse("its directory") + " has another value of " + property
                        + "; set the same value in both applications, or none, or delete the directory");
                return;
            }
        }
    }

    /** Whether other applications use the process, too. Tests have a process of their own. */
    private boolean isShared() {
        return declared.config().shared().map(String::strip).filter(SharedName::isValid).isPresent()
                && TestLaunch.mode(LaunchMode.current()) == Mode.DEV;
    }

    private InstanceSettings instance(List<Path> scripts) {
        return new InstanceSettings(declared, program, declared.dataDir().orElse(declared.directory()).resolve("data"),
                scripts);
    }

    private FoundProgram search(ProcessService some) {
        ProgramSearch search = new ProgramSearch(declared.id(), some.program(), declared.config().version(),
                Optional.ofNullable(System.getenv("PATH")).orElse(""));
        return declared.config().home().isPresent() ? search.in(declared.directory().resolve(declared.config().home().get()))
                : search.anywhere();
    }

    private Unprivileged unprivileged(ProcessService some, List<Path> places) {
        try {
            return Unprivileged.choose(some.program().unprivileged(), places);
        } catch (IllegalArgumentException e) {
            problems.accept("user", e.getMessage());
            return Unprivileged.NOT_NEEDED;
        }
    }

    private List<Path> scripts() {
        List<Path> scripts = new ArrayList<>();
        for (String text : declared.config().initScripts().orElse(List.of())) {
            List<Path> files = ScriptFiles.find(declared.directory(), text.strip());
            if (files.isEmpty() || files.stream().anyMatch(file -> !Files.isRegularFile(file))) {
                problems.accept("service.init-scripts", "'" + text.strip() + "' is no file of "
                        + declared.directory());
            } else {
                scripts.addAll(files);
            }
        }
        return scripts;
    }

    /** Sets the defaults of the service. Without a program, the names of the programs stand for their paths. */
    void apply(ProcessDefinitionBuilder defaults) {
        service.get().apply(defaults);
        service.get().run(instance.get(), defaults);
        unprivileged.user().ifPresent(defaults::user);
    }

    /** The definition with everything that its service has set. */
    public ProcessSettings complete(ProcessSettings definition) {
        if (service.isEmpty() || definition.pattern().isEmpty()) {
            return definition;
        }
        Map<String, String> settings = new TreeMap<>(definition.pattern().get().settings());
        settings.putAll(declared.defaultsInConfiguration());
        if (isShared()) {
            settings.put(PatternSettings.SHARED, declared.config().shared().get().strip());
        }
        if (isShared()) {
            TerminalCheck.checkLasting("a service with service.shared", definition, problems::accept);
        }
        if (isShared() && definition.execution().detached()) {
            problems.accept("detached",
                    "cannot be combined with service.shared: the last application that uses the process stops it");
        }
        if (isShared() && definition.execution().isolation() == Execution.Isolation.CGROUP) {
            problems.accept("isolation", "cannot be cgroup with service.shared: no application owns the process");
        }
        program.ifPresent(found -> {
            if (!found.isJava()) {
                settings.put("service.home", found.directory().toString());
            }
            found.version().ifPresent(version -> settings.put("service.version", version));
        });
        ProcessSettings shown = definition.withPattern(new PatternSettings(service.get().name(), true, settings));
        return unprivileged.starter().isEmpty() || definition.command().words().isEmpty() ? shown
                : shown.withCommand(((CommandSettings) shown.command()).with(words(definition.command().words())));
    }

    private List<String> words(List<String> words) {
        List<String> all = new ArrayList<>(unprivileged.starter());
        all.addAll(words);
        return all;
    }

    /** The task that initializes the data of the complete definition; empty if the service needs none. */
    public Optional<ProcessSettings> initialization(ProcessSettings definition) {
        return program.isEmpty() ? Optional.empty()
                : InitializationTask.of(service.get(), instance.get(), definition, unprivileged.starter());
    }

    private record PatternOfService(ProcessService service, ServiceReader reader) implements ProcessPattern {

        @Override
        public String name() {
            return service.name();
        }

        @Override
        public boolean isService() {
            return true;
        }

        @Override
        public void apply(ProcessDefinitionBuilder defaults) {
            reader.apply(defaults);
        }
    }
}

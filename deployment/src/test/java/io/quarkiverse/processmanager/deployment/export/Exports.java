package io.quarkiverse.processmanager.deployment.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.deployment.ProcessesConfigBuildItem;
import io.quarkiverse.processmanager.runtime.config.PatternRegistry;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Makes the plan of a deployment from properties, as the build of a package does. */
public final class Exports {

    static final Path EXAMPLES = Path.of(System.getProperty("basedir", "."), "../docs/modules/ROOT/examples");

    /** With a property of each JVM: Quarkus records values from a configuration without it. */
    private final Map<String, String> properties = new HashMap<>(Map.of("java.version", "17"));

    /** The environment of the machine of the build. */
    private final Map<String, String> machine = new HashMap<>();
    private Path project = Path.of("/nowhere");

    private Exports() {
    }

    /** Properties below {@code quarkus.processes}, as {@code db.service=postgresql}. */
    public static Exports with(String... lines) {
        return new Exports().and("quarkus.processes.", lines);
    }

    /** The shop of the integration tests, with more properties below {@code quarkus.processes}. */
    public static Exports ofShop(String... lines) throws IOException {
        return of(Path.of(System.getProperty("basedir", "."),
                "../integration-tests/shop/src/main/resources/application.properties"))
                .and("quarkus.processes.", lines);
    }

    /** An example of the documentation. */
    public static Exports ofExample(String file) throws IOException {
        return of(EXAMPLES.resolve(file));
    }

    private static Exports of(Path file) throws IOException {
        Exports exports = new Exports();
        Properties read = new Properties();
        try (InputStream stream = Files.newInputStream(file)) {
            read.load(stream);
        }
        read.forEach((name, value) -> exports.properties.put((String) name, (String) value));
        return exports;
    }

    /** A property whose value may have any character. */
    public Exports andProperty(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /** The directory of the project, where its files are. */
    public Exports inProject(Path directory) {
        project = directory;
        return this;
    }

    /** A variable of the environment of the machine of the build. */
    public Exports onMachineWith(String name, String value) {
        machine.put(name, value);
        return this;
    }

    /** Properties with their whole name. */
    public Exports andGlobal(String... lines) {
        return and("", lines);
    }

    private Exports and(String prefix, String... lines) {
        for (String line : lines) {
            String[] parts = line.split("=", 2);
            properties.put(prefix + parts[0], parts[1]);
        }
        return this;
    }

    /** The plan for containers that find each other by the ids of the processes. */
    public ExportPlan inContainers() {
        return at(new ExportTarget(true, id -> id, "app", "/var/lib"));
    }

    /** The plan for one machine without containers. */
    public ExportPlan onOneMachine() {
        return at(new ExportTarget(false, id -> ExportTarget.LOCALHOST, ExportTarget.LOCALHOST, "/var/lib/shop"));
    }

    /** The plan for another place. */
    public ExportPlan at(ExportTarget target) {
        return at(target, id -> true);
    }

    /** The plan of some processes for another place. An earlier test of this JVM may have run an application in another mode. */
    public ExportPlan at(ExportTarget target, Predicate<String> ids) {
        LaunchMode before = LaunchMode.current();
        LaunchMode.set(LaunchMode.NORMAL);
        try {
            return planned(target, ids);
        } finally {
            LaunchMode.set(before);
        }
    }

    private ExportPlan planned(ExportTarget target, Predicate<String> ids) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredInterceptors()
                .addDiscoveredConverters().withProfile("prod").withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(properties, "application.properties", 250),
                        new PropertiesConfigSource(machine, "environment", 300))
                .build();
        return new ExportReader(ProcessesConfigBuildItem.with(config, new PropertiesConfigSource(Map.of(), "none", 0)),
                PatternRegistry.builtIn(), "shop", project).read(target, ids);
    }
}

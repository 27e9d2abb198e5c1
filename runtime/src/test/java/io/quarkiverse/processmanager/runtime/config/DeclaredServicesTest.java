package io.quarkiverse.processmanager.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfig;

/** Definitions of services, with programs that are files only. */
class DeclaredServicesTest {

    @TempDir
    Path root;

    private final LaunchMode before = LaunchMode.current();

    @AfterEach
    void reset() {
        LaunchMode.set(before);
    }

    @BeforeEach
    void install() throws IOException {
        LaunchMode.set(LaunchMode.DEVELOPMENT);
        Path bin = Files.createDirectories(root.resolve("pg-15/bin"));
        for (String name : List.of("postgres", "initdb", "store")) {
            assertThat(Files.createFile(bin.resolve(name)).toFile().setExecutable(true)).isTrue();
        }
    }

    private Configured configured(String... properties) {
        // Each JVM has this property. The configuration from which Quarkus records values has none.
        return Configured.with(properties).in(root);
    }

    private Configured postgresql(String... properties) {
        Configured configured = configured("db.service=postgresql", "db.service.home=pg-15", "db.user=nobody");
        List.of(properties).forEach(property -> {
            String[] parts = property.split("=", 2);
            configured.andProperty("quarkus.processes.db." + parts[0], parts[1]);
        });
        return configured;
    }

    private static ProcessDefinition only(Definitions definitions, String id) {
        assertThat(definitions.allProblems()).isEmpty();
        return definitions.all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void aSharedServiceThatFeedsNoDatasourceDoesNotStoreThePasswordOfADatasource() {
        configured("cache.service=redis", "cache.service.shared=all", "cache.service.directory=" + root.resolve("data"))
                .andProperty("quarkus.datasource.password", "s3cret").read();

        assertThat(root.resolve("data.shared")).content().contains("port=").doesNotContain("s3cret", "password");
    }

    @Test
    void anApplicationWithAnotherPasswordThanThatOfTheSharedDataIsRefused() throws IOException {
        String[] shared = { "service.shared=all", "service.directory=" + root.resolve("data") };
        assertThat(root.resolve("data/data").toFile().mkdirs()).isTrue();
        Files.writeString(root.resolve("data.shared"), "username=ada\npassword=s3cret\n");

        only(postgresql(shared).andGlobal("quarkus.datasource.username=ada", "quarkus.datasource.password=s3cret").read(),
                "db");

        assertThat(
                postgresql(shared).andGlobal("quarkus.datasource.username=ada", "quarkus.datasource.password=other").problems())
                .singleElement().asString()
                .contains("service.shared: cannot be used: the application that has created the data in "
                        + root.resolve("data") + " has another value of quarkus.datasource.password")
                .doesNotContain("s3cret");
    }

    @Test
    void aSharedServiceHasNothingWhoseOtherEndTheApplicationHolds() {
        String[] shared = { "service.shared=all", "service.directory=" + root.resolve("data"), "tty=true", "stdin=open",
                "health.notify=socket" };

        assertThat(postgresql(shared).problems()).containsExactlyInAnyOrder(
                "quarkus.processes.db.tty: cannot be true for a service with service.shared: the terminal ends with the"
                        + " application, and the process outlives it",
                "quarkus.processes.db.stdin: cannot be open for a service with service.shared: the application holds the pipe,"
                        + " and the process outlives it",
                "quarkus.processes.db.health.notify: cannot be used for a service with service.shared: the channel ends with"
                        + " the application, and the process outlives it");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedWithASentence() throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        assertThat(postgresql("service.shared=all", "service.directory=" + file.resolve("data")).problems()).singleElement()
                .asString().contains("service.shared: needs the file " + file + "/data.shared, which cannot be written: ");
    }

    @Test
    void aServiceThatRunsNoScriptsRefusesThem() throws IOException {
        Files.createFile(root.resolve("a.txt"));

        assertThat(configured("cache.service=redis", "cache.service.home=pg-15", "cache.command=redis-server",
                "cache.service.init-scripts=a.txt").problems()).singleElement().asString()
                .contains("service.init-scripts: has no meaning: service=redis runs no scripts");
    }

    @Test
    void anArtifactReplacesTheScriptOfAFrontEnd() {
        Configured vite = configured("web.service=vite", "web.artifact=org.acme:server:1", "web.port=5173");

        assertThat(vite.problems().toString()).doesNotContain("npm-script");
    }

    @Test
    void aBuildForProductionAcceptsAnAddressWithANamedPortThatIsChosenLater() {
        LaunchMode.set(LaunchMode.NORMAL);

        assertThat(configured("web.command=server", "web.ports.admin=0",
                "web.health.url=http://localhost:${quarkus.processes.web.ports.admin}/live", "web.modes=prod")
                .atBuildOf(LaunchMode.NORMAL).problems()).isEmpty();
        assertThat(configured("web.command=server", "web.ports.\"admin\"=0",
                "web.health.url=http://localhost:${quarkus.processes.\"web\".ports.\"admin\"}/live", "web.modes=prod")
                .atBuildOf(LaunchMode.NORMAL).problems()).isEmpty();
        assertThat(configured().andGlobal("quarkus.processes.\"web\".command=server", "quarkus.processes.\"web\".ports.admin=0",
                "quarkus.processes.\"web\".health.url=http://localhost:${quarkus.processes.\"web\".ports.admin}/live",
                "quarkus.processes.\"web\".modes=prod").atBuildOf(LaunchMode.NORMAL).problems()).isEmpty();
        assertThat(configured("files.service=minio", "files.command=minio", "files.data-dir=" + root.resolve("data"),
                "files.health.url=http://localhost:${quarkus.processes.files.ports.console}/", "files.modes=prod")
                .atBuildOf(LaunchMode.NORMAL).problems()).isEmpty();
    }

    @Test
    void aServiceIsACompleteDefinition() {
        ProcessDefinition db = only(postgresql("data-dir=" + root.resolve("data")).read(), "db");

        assertThat(db.kind()).hasValue(ProcessKind.SERVICE);
        assertThat(db.port().orElse(0)).as("a chosen port").isPositive();
        assertThat(db.command().words()).startsWith(root + "/pg-15/bin/postgres", "-D",
                db.start().dataDir().orElseThrow() + "/data", "-p", String.valueOf(db.port().orElseThrow()));
        assertThat(db.healthCheck().orElseThrow().probe())
                .isEqualTo(new LogProbe("database system is ready to accept connections"));
        assertThat(db.stop().signal()).isEqualTo("INT");
    }

    @Test
    void aTaskInFrontInitializesTheData() {
        Definitions definitions = postgresql("data-dir=" + root.resolve("data")).read();
        ProcessDefinition db = only(definitions, "db");
        ProcessDefinition task = only(definitions, "db-init");

        assertThat(db.dependencies()).containsExactly(Dependency.on("db-init", Dependency.Condition.COMPLETED));
        assertThat(task.kind()).hasValue(ProcessKind.TASK);
        assertThat(task.start().creates()).hasValue(db.start().dataDir().orElseThrow().resolve("data"));
        assertThat(task.start().dataDir()).isEqualTo(db.start().dataDir());
        assertThat(task.execution().user()).hasValue("nobody");
        assertThat(task.command().words()).element(2).asString().contains(root + "/pg-15/bin/initdb", "CREATE DATABASE");
        assertThat(task.command().words().toString()).as("a secret is no argument").doesNotContain("secret");
    }

    @Test
    void theCredentialsAreThoseOfTheApplication() {
        ProcessDefinition task = only(postgresql("data-dir=" + root.resolve("data"))
                .andGlobal("quarkus.datasource.username=shop", "quarkus.datasource.password=secret").read(), "db-init");

        assertThat(task.command().environment()).containsEntry("DB_USER", "shop").containsEntry("DB_PASSWORD", "secret");
        assertThat(task.command().words().toString()).doesNotContain("secret");
    }

    @Test
    void whatTheUserWritesWins() {
        ProcessDefinition db = only(
                postgresql("data-dir=" + root.resolve("mine"), "port=5433", "stop.signal=TERM", "health.type=tcp",
                        "args=-c,shared_buffers=1MB").read(),
                "db");

        assertThat(db.port()).hasValue(5433);
        assertThat(db.stop().signal()).isEqualTo("TERM");
        assertThat(db.start().dataDir()).hasValue(root.resolve("mine"));
        assertThat(db.command().words()).endsWith("-c", "shared_buffers=1MB");
        assertThat(db.pattern().orElseThrow().settings()).doesNotContainKeys("port", "data-dir", "stop.signal");
    }

    @Test
    void aCommandOfTheUserNeedsNoProgramAndNoInitialization() {
        Definitions definitions = configured("db.service=postgresql", "db.command=my-postgres --fast",
                "db.data-dir=" + root.resolve("data"))
                .read();

        assertThat(only(definitions, "db").command().words()).containsExactly("my-postgres", "--fast");
        assertThat(definitions.all()).hasSize(1);
    }

    @Test
    void theDefinitionShowsWhatCameFromTheService() {
        AppliedPattern applied = only(postgresql().read(), "db").pattern().orElseThrow();

        assertThat(applied.name()).isEqualTo("postgresql");
        assertThat(applied.isService()).isTrue();
        assertThat(applied.settings()).containsEntry("stop.signal", "INT").containsEntry("service.version", "15")
                .containsEntry("service.home", root + "/pg-15/bin")
                .containsEntry("url-scheme", "postgresql").containsKeys("port", "data-dir", "command");
    }

    @Test
    void devModeKeepsTheDataBelowTheDirectoryOfTheBuild() {
        ProcessDefinition db = only(postgresql().read(), "db");

        assertThat(db.start().dataDir().orElseThrow().toString()).endsWith("/target/process-manager/data/db");
    }

    @Test
    void theDirectoryOfTheServiceMovesTheData() {
        Definitions definitions = postgresql("service.directory=" + root.resolve("moved")).read();

        assertThat(only(definitions, "db").start().dataDir()).hasValue(root.resolve("moved"));
        assertThat(only(definitions, "db-init").start().creates()).hasValue(root.resolve("moved/data"));
    }

    @Test
    void productionNeedsADirectoryForTheData() {
        LaunchMode.set(LaunchMode.NORMAL);
        Definitions definitions = postgresql("modes=prod", "port=5432").atStartOf(LaunchMode.NORMAL).read();

        assertThat(definitions.problems()).singleElement().asString().contains("service.directory: is missing: in production");
    }

    @Test
    void anUnknownServiceIsRefusedWithASuggestion() {
        assertThat(configured("db.service=postgres").problems()).singleElement().asString()
                .contains("there is no service 'postgres'; known: ").contains("did you mean 'postgresql'?");
    }

    @Test
    void aServiceIsNoPatternAsWell() {
        assertThat(postgresql("pattern=database", "data-dir=" + root.resolve("data")).problems()).singleElement().asString()
                .contains("pattern: is not needed: service=postgresql is a pattern, too");
    }

    @Test
    void aMissingScriptIsRefused() {
        assertThat(postgresql("data-dir=" + root.resolve("data"), "service.init-scripts=db/*.sql").problems()).singleElement()
                .asString()
                .contains("service.init-scripts: 'db/*.sql' is no file of " + root);
    }

    @Test
    void theScriptsRunInTheOrderOfTheirNames() throws IOException {
        Path scripts = Files.createDirectory(root.resolve("db"));
        Files.createFile(scripts.resolve("b.sql"));
        Files.createFile(scripts.resolve("a.sql"));

        ProcessDefinition task = only(postgresql("data-dir=" + root.resolve("data"), "service.init-scripts=db/*.sql").read(),
                "db-init");

        assertThat(task.command().words().get(2)).containsSubsequence(scripts + "/a.sql'", scripts + "/b.sql'");
    }

    @Test
    void dataOfAnotherVersionIsSaidWithHowToGoOn() throws IOException {
        Path data = Files.createDirectories(root.resolve("data/data"));
        Files.writeString(data.resolve("PG_VERSION"), "14\n");

        assertThat(postgresql("data-dir=" + root.resolve("data")).problems()).singleElement().asString()
                .contains("service: the data in " + data + " is of PostgreSQL 14, and ")
                .contains("is PostgreSQL 15; set service.version=14, or delete the directory");
    }

    @Test
    void aHomeWithoutTheProgramIsRefused() {
        assertThat(postgresql("service.home=elsewhere", "data-dir=" + root.resolve("data")).problems()).singleElement()
                .asString()
                .contains("service.home: " + root + "/elsewhere has no postgres and initdb");
    }

    /** A service of the application. */
    public static class Store implements ProcessService {

        @Override
        public String name() {
            return "store";
        }

        @Override
        public ServiceProgram program() {
            return new ServiceProgram(List.of("store"), List.of(), Map.of(), List.of("store"), List.of());
        }

        @Override
        public void apply(ProcessDefinitionBuilder defaults) {
            defaults.kind(ProcessKind.SERVICE);
        }

        @Override
        public Map<String, String> configuration(ServiceRequest request) {
            return Map.of("port", "0", "config.\"store.url\"", "store://localhost:" + request.reference("port"));
        }

        @Override
        public boolean keepsData() {
            return false;
        }

        @Override
        public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
            defaults.command(instance.executable("store"), String.valueOf(instance.port()));
        }

        @Override
        public Optional<String> initialization(ServiceInstance instance, ProcessDefinitionBuilder task) {
            return Optional.empty();
        }
    }

    @Test
    void aClassOfTheApplicationIsAServiceAndContributesConfiguration() {
        SmallRyeConfig config = configured("kv.service=" + Store.class.getName(), "kv.service.home=pg-15").configuration();

        String port = config.getConfigValue("quarkus.processes.kv.port").getValue();
        assertThat(Integer.parseInt(port)).isPositive();
        assertThat(config.getConfigValue("store.url").getValue()).isEqualTo("store://localhost:" + port);
    }

    @Test
    void aValueOfTheApplicationWinsOverThatOfTheService() {
        SmallRyeConfig config = configured("kv.service=" + Store.class.getName()).andGlobal("store.url=mine")
                .configuration();

        assertThat(config.getConfigValue("store.url").getValue()).isEqualTo("mine");
    }

    @Test
    void anotherFormOfTheIdLeavesNoPlaceForADefault() {
        SmallRyeConfig config = configured("kv.service=" + Store.class.getName(), "\"kv\".port=4711").configuration();

        assertThat(config.getConfigValue("quarkus.processes.kv.port").getValue()).isEqualTo("4711");
        assertThat(config.getConfigValue("store.url").getValue()).isEqualTo("store://localhost:4711");
    }
}

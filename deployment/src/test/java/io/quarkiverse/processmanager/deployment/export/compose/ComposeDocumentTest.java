package io.quarkiverse.processmanager.deployment.export.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.export.ExportPlan;
import io.quarkiverse.processmanager.deployment.export.Exports;
import io.quarkiverse.processmanager.deployment.export.Golden;
import io.quarkiverse.processmanager.runtime.config.KnownKeys;

/** Each document is valid by the schema of the Compose specification. */
class ComposeDocumentTest {

    private static final Path PROJECT = Path.of("/home/me/shop");
    private static final ComposeApplication APPLICATION = new ComposeApplication("app", Optional.of("acme/shop:1.0"),
            Optional.empty(),
            PROJECT, PROJECT.resolve("target/processes"));

    @Test
    void theShopHasADocument() throws IOException {
        ComposeDocument document = ComposeDocument.of(Exports.ofShop("warehouse.image=docker.io/wiremock/wiremock:3.13.1",
                "web.modes=dev").inContainers(), APPLICATION, List.of());

        assertValid(document);
        Golden.assertEqual("shop-compose.yaml", document.text());
    }

    @Test
    void theGuideShowsTheDocumentOfItsExample() throws IOException {
        ComposeDocument document = ComposeDocument.of(Exports.ofExample("deployment.properties").inContainers(), APPLICATION,
                List.of());

        assertValid(document);
        Golden.assertEqualToExample("deployment/compose.yaml", document.text());
    }

    @Test
    void eachSettingHasItsCounterpart() throws IOException {
        ComposeDocument document = ComposeDocument.of(Exports.with(everything()).inContainers(), APPLICATION, List.of());

        assertValid(document);
        Golden.assertEqual("everything-compose.yaml", document.text());
        assertThat(document.variables()).contains("\nCOMPOSE_PROFILES=back-end,slow\n").contains("\nAPI_API_TOKEN=\n")
                .contains("\nREGION=\n");
    }

    private static String[] everything() {
        return new String[] { "api.image=registry.example.org/acme/api:1.2", "api.command=api serve --price '$5' ${REGION}",
                "api.port=9000", "api.ports.admin=9001", "api.url-scheme=http", "api.env.API_TOKEN=tok-123456",
                "api.env.MOTTO=100% \"no\" $HOME", "api.env-file=api.env", "api.cwd=/srv/api", "api.user=1000",
                "api.group=users",
                "api.depends-on=db,migrate,cache:started?", "api.health.path=/q/health", "api.health.interval=5s",
                "api.health.timeout=1500ms", "api.health.retries=4", "api.startup-timeout=90s", "api.restart.policy=always",
                "api.restart.delay=2s", "api.stop.signal=INT", "api.stop.timeout=45s", "api.stop.command=api drain",
                "api.tags=slow,back-end", "api.ulimits.nofile=1024:4096", "api.ulimits.core=0", "api.nice=5",
                "api.usage-limit.memory=512M", "api.usage-limit.action=restart", "api.data-dir=target/api", "api.replicas=3",
                "api.port-conflict=next", "api.on-dependency-restart=restart", "api.start-phase=before-app",
                "migrate.image=acme/migrate:1", "migrate.command=migrate up", "migrate.kind=task", "migrate.depends-on=db",
                "db.service=mariadb", "db.service.init-scripts=src/db/a.sql,src/db/b.sql", "nightly.image=acme/report:1",
                "nightly.command=report", "nightly.schedule.cron=0 0 3 * * ?", "late.image=acme/late:1",
                "late.command=late http://localhost:8080/x", "late.start-phase=after-app", "late.health.log=ready",
                "late.health.on-unhealthy=restart", "late.restart.max=9", "late.tty=true" };
    }

    @Test
    void anyNameOfAnApplicationGivesAProject() {
        for (String name : List.of("Ünï Shop", "_x", "日本", "$(x)'")) {
            ExportPlan plan = Exports.with("x.image=x", "x.command=x").inContainers();
            ComposeDocument document = ComposeDocument.of(
                    new ExportPlan(name, plan.httpPort(), plan.processes(), plan.applicationEnvironment(), plan.leftOut()),
                    APPLICATION, List.of());

            assertThat(document.text()).as(name).containsPattern("(?m)^name: '?[a-z0-9][a-z0-9_-]*'?$");
        }
    }

    @Test
    void hostileTextsStayTheSame() throws IOException {
        ComposeDocument document = ComposeDocument.of(Exports.with("x.image=x").andProperty("quarkus.processes.x.command",
                "a 'b c' '$$HOME' '#x: y' 'yes' '- z' 'q\"uote' 'back\\slash' 'é 日本'")
                .andProperty("quarkus.processes.x.env.A", "line\n  two: $$x # no comment").inContainers(), APPLICATION,
                List.of());

        assertValid(document);
        Map<String, Object> x = service(document, "x");
        assertThat(x.get("entrypoint")).isEqualTo(List.of("a", "b c", "$$HOME", "#x: y", "yes", "- z", "q\"uote", "back\\slash",
                "é 日本"));
        assertThat(x.get("environment")).isEqualTo(Map.of("A", "line\n  two: $$x # no comment"));
    }

    /** Here a file overrides the port and the addresses of dependencies. In Compose, the document overrides a file. */
    @Test
    void aFileOverridesWhatItOverridesHere(@TempDir Path project) throws IOException {
        Files.writeString(project.resolve("all.env"), "MODE=file\nDB_URL=file\nLEVEL=file\nCOMMON=file\n");
        Files.writeString(project.resolve("x.env"), "PORT=1\nCOMMON=own\n");
        String[] settings = { "x.image=x", "x.command=x", "x.port=9000", "x.env-file=x.env", "x.env.MODE=own",
                "x.depends-on=db",
                "db.image=db", "db.command=db", "db.port=5432" };
        String[] ofAll = { "quarkus.process-manager.env-file=all.env", "quarkus.process-manager.env.LEVEL=all",
                "quarkus.process-manager.env.COMMON=all" };

        ComposeDocument document = ComposeDocument.of(
                Exports.with(settings).andGlobal(ofAll).inProject(project).inContainers(), APPLICATION, List.of());

        Map<String, Object> x = service(document, "x");
        assertThat(x.get("env_file")).isEqualTo(List.of("../../all.env", "../../x.env"));
        assertThat(x.get("environment")).isEqualTo(
                Map.of("DB_HOST", "db", "DB_PORT", "5432", "LEVEL", "all", "MODE", "own"));
        assertThat(service(document, "db").get("env_file")).isEqualTo(List.of("../../all.env"));
        assertThat(document.missing()).isEmpty();

        Files.delete(project.resolve("x.env"));
        assertThat(ComposeDocument.of(Exports.with(settings).andGlobal(ofAll).inProject(project).inContainers(), APPLICATION,
                List.of()).missing()).extracting(Problem::toString)
                .containsExactly("quarkus.processes.x.env-file: 'x.env' cannot be"
                        + " read by the build: where it sets DB_HOST, DB_PORT, PORT, remove that variable here, because Compose"
                        + " prefers this document");
    }

    @Test
    void theApplicationIsBuiltWhereItHasNoImage() {
        ComposeApplication built = new ComposeApplication("app", Optional.empty(),
                Optional.of(PROJECT.resolve("src/main/docker/Dockerfile.jvm")), PROJECT, PROJECT.resolve("target/processes"));
        ExportPlan plan = Exports.with("db.service=postgresql").inContainers();

        Map<String, Object> app = service(ComposeDocument.of(plan, built, List.of()), "app");

        assertThat(app.get("build")).isEqualTo(Map.of("context", "../..", "dockerfile", "src/main/docker/Dockerfile.jvm"));
        assertThat(app.get("environment")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("QUARKUS_PROCESS_MANAGER_EXTERNAL", "db").containsEntry("QUARKUS_PROCESSES_DB_PORT", "5432");
    }

    @Test
    void whatComposeDoesNotHaveIsReportedOnceAndInTheHeading() {
        ComposeDocument document = ComposeDocument.of(Exports.with("x.image=x", "x.command=x", "x.nice=5", "x.restart.max=3",
                "x.restart.backoff=3", "x.health.log=ready", "y.image=y", "y.command=y", "y.depends-on=x").inContainers(),
                APPLICATION, List.of());

        assertThat(document.missing()).extracting(Problem::toString).containsExactly(
                "quarkus.processes.x.health.log: is left out: no command in a container checks this; set health.command, which "
                        + "Compose runs",
                "quarkus.processes.x.nice: is left out: a container has no such setting",
                "quarkus.processes.x.restart.backoff: is left out: Compose restarts with delays of its own");
        document.missing().forEach(problem -> assertThat(document.text()).contains("#   " + problem));
        assertThat(service(document, "y").get("depends_on")).isEqualTo(Map.of("x", Map.of("condition", "service_started")));
    }

    @Test
    void theOnlyReplicaHasItsIndex() {
        ComposeDocument document = ComposeDocument.of(Exports.with("x.image=x", "x.command=x {replica}", "x.env.Q=q-{replica}",
                "x.replicas=1").inContainers(), APPLICATION, List.of());

        Map<String, Object> x = service(document, "x");
        assertThat(x.get("entrypoint")).isEqualTo(List.of("x", "0"));
        assertThat(x.get("environment")).isEqualTo(Map.of("Q", "q-0", "REPLICA_INDEX", "0"));
        assertThat(x).doesNotContainKey("deploy");
        assertThat(document.missing()).isEmpty();
    }

    @Test
    void noKeyIsForgotten() {
        assertThat(ComposeCounterparts.TABLE.forgotten(KnownKeys.ofProcesses())).isEmpty();
    }

    private static void assertValid(ComposeDocument document) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (InputStream file = ComposeDocumentTest.class.getResourceAsStream("/compose-spec/compose-spec.json")) {
            ObjectNode schema = (ObjectNode) mapper.readTree(file);
            // The validator wants the address of the schema there, and the specification has the name of a file.
            schema.remove("$id");
            JsonSchema compose = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
            assertThat(compose.validate(mapper.valueToTree(read(document)))).isEmpty();
        }
    }

    private static Map<String, Object> read(ComposeDocument document) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(document.text());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> service(ComposeDocument document, String name) {
        return (Map<String, Object>) ((Map<String, Object>) read(document).get("services")).get(name);
    }
}

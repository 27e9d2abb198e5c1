package io.quarkiverse.processmanager.deployment.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.TcpProbe;

/** What a writer for another engine sees of the configuration of a build. */
class ExportPlanTest {

    @Test
    void anAddressIsThatOfThePlaceWhereTheProcessRuns() {
        ExportPlan plan = Exports.with("quotes.command=node server.js", "quotes.port=18081", "\"my-db\".command=db",
                "\"my-db\".port=0", "quotes.image=acme/quotes:1",
                "quotes.url-scheme=http", "quotes.health.path=/health",
                "worker.command=node worker.js http://localhost:18081/quotes localhost:9999",
                "worker.env.QUOTES=http://127.0.0.1:${quarkus.processes.quotes.port}/", "worker.image=acme/worker:1",
                "worker.depends-on=quotes").inContainers();

        ExportedProcess quotes = plan.find("quotes").orElseThrow();
        ExportedProcess worker = plan.find("worker").orElseThrow();
        assertThat(plan.processes()).extracting(ExportedProcess::id).containsExactly("my-db", "quotes", "worker");
        assertThat(words(worker)).containsExactly("node", "worker.js", "http://quotes:18081/quotes", "localhost:9999");
        assertThat(environment(worker.environment())).containsEntry("QUOTES", "http://quotes:18081/")
                .containsEntry("QUOTES_HOST", "quotes").containsEntry("QUOTES_URL", "http://quotes:18081");
        assertThat(worker.waitsFor()).containsExactly(Map.entry("quotes", Dependency.Condition.HEALTHY));
        assertThat(quotes.probe()).get().extracting(probe -> ((HttpProbe) probe).url().toString())
                .isEqualTo("http://localhost:18081/health");
        assertThat(environment(quotes.environment())).containsEntry("PORT", "18081");
    }

    @Test
    void aServiceHasThePortAndTheVariablesOfItsImage() {
        ExportPlan plan = Exports.with("db.service=postgresql", "db.service.version=17", "db.port=5555",
                "api.command=api --database localhost:5555", "api.depends-on=db", "api.image=acme/api:1").inContainers();

        ExportedProcess db = plan.find("db").orElseThrow();
        assertThat(db.image()).contains("docker.io/library/postgres:17");
        assertThat(db.ports()).containsExactly(Map.entry("", 5432));
        assertThat(db.dataDirectory()).contains("/var/lib/postgresql/data");
        assertThat(environment(db.environment())).containsOnly(Map.entry("POSTGRES_DB", "quarkus"),
                Map.entry("POSTGRES_USER", "quarkus"), Map.entry("POSTGRES_PASSWORD", "<DB_PASSWORD>"));
        assertThat(db.words()).isEmpty();
        assertThat(db.probe()).get().isInstanceOf(CommandProbe.class);
        assertThat(words(plan.find("api").orElseThrow())).containsExactly("api", "--database", "db:5432");
        assertThat(environment(plan.find("api").orElseThrow().environment())).containsEntry("DB_PORT", "5432")
                .containsEntry("DB_URL", "postgresql://db:5432");
    }

    @Test
    void theApplicationKnowsWhereItsProcessesAre() {
        ExportPlan plan = Exports.with("quotes.command=quotes", "quotes.image=q", "quotes.port=0",
                "quotes.config.\"quotes.url\"=http://localhost:${quarkus.processes.quotes.port}/v1",
                "quotes.config.\"quotes.api-token\"=only-for-dev")
                .andGlobal("quarkus.rest-client.quotes.url=http://localhost:${quarkus.processes.quotes.port}").inContainers();

        assertThat(environment(plan.applicationEnvironment())).containsOnly(
                Map.entry("QUARKUS_PROCESS_MANAGER_EXTERNAL", "quotes"), Map.entry("QUARKUS_PROCESSES_QUOTES_HOST", "quotes"),
                Map.entry("QUARKUS_PROCESSES_QUOTES_PORT", "20000"), Map.entry("QUOTES_URL", "http://quotes:20000/v1"),
                Map.entry("QUOTES_API_TOKEN", "<QUOTES_API_TOKEN>"),
                Map.entry("QUARKUS_REST_CLIENT_QUOTES_URL", "http://quotes:20000"));
        assertThat(plan.secrets()).containsExactly("QUOTES_API_TOKEN");
    }

    @Test
    void noSecretIsPartOfAPlan() {
        ExportPlan plan = Exports.with("api.command=api --password hunter22 --url postgresql://me:s3cret@db/x",
                "api.env.API_TOKEN=tok-123456", "api.env.HEADER=X-Token tok-123456", "api.env.KEY=${MASTER_KEY}",
                "api.args=${REGION}", "api.stop.command=stop --password hunter22", "api.image=a").inContainers();

        ExportedProcess api = plan.find("api").orElseThrow();
        assertThat(environment(api.environment())).containsExactlyInAnyOrderEntriesOf(Map.of("API_TOKEN", "<API_API_TOKEN>",
                "HEADER", "X-Token <API_API_TOKEN>", "KEY", "<MASTER_KEY>"));
        assertThat(words(api)).doesNotContain("hunter22").containsExactly("api", "--password", "<API_SECRET>", "--url",
                "postgresql://me:<API_SECRET_2>@db/x", "<REGION>");
        assertThat(api.texts(api.definition().stop().command()).get(2).references()).containsExactly("API_SECRET");
        assertThat(plan.secrets()).containsExactly("API_API_TOKEN", "API_SECRET", "API_SECRET_2", "MASTER_KEY", "REGION");
    }

    /** The password of the services is also the name of their users and databases. */
    @Test
    void aCommonWordIsNoSecretInAnotherText() {
        ExportPlan plan = Exports.with("db.command=db", "db.image=acme/db:1", "db.port=5432",
                "db.env.DB_PASSWORD=quarkus", "db.env.DB_USER=quarkus",
                "db.config.\"shop.url\"=jdbc:postgresql://localhost:5432/quarkus").inContainers();

        assertThat(environment(plan.find("db").orElseThrow().environment())).containsEntry("DB_PASSWORD", "<DB_DB_PASSWORD>")
                .containsEntry("DB_USER", "quarkus");
        assertThat(environment(plan.applicationEnvironment())).containsEntry("SHOP_URL", "jdbc:postgresql://db:5432/quarkus");
    }

    @Test
    void aWellKnownPasswordIsNoSecretInOtherTexts() {
        ExportPlan plan = Exports.with("db.command=db --url http://localhost/quarkus", "db.image=d", "db.env.PASSWORD=quarkus",
                "db.config.\"my.url\"=http://localhost/quarkus", "db.config.\"my.password\"=quarkus").inContainers();

        assertThat(words(plan.find("db").orElseThrow())).containsExactly("db", "--url", "http://localhost/quarkus");
        assertThat(environment(plan.applicationEnvironment())).containsEntry("MY_URL", "http://localhost/quarkus")
                .containsEntry("MY_PASSWORD", "<DB_PASSWORD>");
        assertThat(environment(plan.find("db").orElseThrow().environment())).containsEntry("PASSWORD", "<DB_PASSWORD>");
    }

    @Test
    void noPropertyOfTheApplicationHasAVariableOfTheBuild() {
        ExportPlan plan = Exports.with("api.command=api", "api.image=a", "api.port=3000")
                .andGlobal("shop.hook=http://localhost:${quarkus.processes.api.port}/hooks/${HOOK_ID}",
                        "shop.absent=http://localhost:3000/${NOT_HERE}/x", "shop.here=http://localhost:9999/${HOOK_ID}",
                        "shop.own=http://localhost:3000/${REGION}", "REGION=eu")
                .onMachineWith("HOOK_ID", "T024BE7LD").inContainers();

        assertThat(environment(plan.applicationEnvironment())).containsEntry("SHOP_HOOK", "http://api:3000/hooks/<HOOK_ID>")
                .containsEntry("SHOP_ABSENT", "http://api:3000/<NOT_HERE>/x").containsEntry("SHOP_OWN", "http://api:3000/eu")
                .doesNotContainKey("SHOP_HERE");
        assertThat(plan.secrets()).containsExactly("HOOK_ID", "NOT_HERE");
    }

    /** The name of the property has the word "auth", and its value is an address. */
    @Test
    void anAddressUnderTheNameOfASecretIsTranslated() {
        ExportPlan plan = Exports.with("idp.command=idp", "idp.image=i", "idp.port=8180")
                .andGlobal("quarkus.oidc.auth-server-url=http://localhost:${quarkus.processes.idp.port}/realms/shop",
                        "shop.auth-token=http://localhost:8180/x", "shop.auth-url=http://localhost:8180/realms/${REALM}",
                        "shop.token-url=http://localhost:8180/${NOT_HERE}/x", "shop.key-url=http://localhost:8180/x?k=${REALM}",
                        "shop.secret=http://localhost:8180/${NOT_HERE}", "%dev.shop.auth-host=http://localhost:8180/dev",
                        "%prod.shop.auth-host=http://localhost:8180/prod")
                .onMachineWith("REALM", "shop").inContainers();

        assertThat(environment(plan.applicationEnvironment()))
                .containsEntry("QUARKUS_OIDC_AUTH_SERVER_URL", "http://idp:8180/realms/shop")
                .containsEntry("SHOP_AUTH_URL", "http://idp:8180/realms/<REALM>")
                .containsEntry("SHOP_TOKEN_URL", "http://idp:8180/<NOT_HERE>/x")
                .containsEntry("SHOP_AUTH_HOST", "http://idp:8180/prod")
                .doesNotContainKeys("SHOP_AUTH_TOKEN", "SHOP_KEY_URL", "SHOP_SECRET")
                .allSatisfy((name, value) -> assertThat(name + value).doesNotContain("DEV", "dev"));
    }

    @Test
    void twoSecretsHaveTwoNames() {
        ExportPlan plan = Exports
                .with("api.command=api --password s3cret-of-b", "api.image=a", "api.env.PASSWORD=s3cret-of-env",
                        "api.config.\"a.password\"=s3cret-of-a", "api.config.\"b.password\"=s3cret-of-b")
                .inContainers();

        assertThat(environment(plan.applicationEnvironment())).containsEntry("A_PASSWORD", "<API_PASSWORD_2>")
                .containsEntry("B_PASSWORD", "<API_PASSWORD_3>");
        assertThat(environment(plan.find("api").orElseThrow().environment())).containsEntry("PASSWORD", "<API_PASSWORD>");
        assertThat(words(plan.find("api").orElseThrow())).containsExactly("api", "--password", "<API_PASSWORD_3>");
    }

    @Test
    void aShortSecretIsASecretWhereItsOptionStands() {
        ExportPlan plan = Exports
                .with("api.command=api --password abc --user abc --url postgresql://quarkus:quarkus@db/quarkus",
                        "api.image=a")
                .inContainers();

        assertThat(words(plan.find("api").orElseThrow())).containsExactly("api", "--password", "<API_SECRET>", "--user", "abc",
                "--url", "postgresql://quarkus:<API_SECRET_2>@db/quarkus");
    }

    /** The ids {@code my} and {@code my-db}: both secrets are MY_DB_PASSWORD. */
    @Test
    void theSameNameOfTwoSecretsIsReported() {
        ExportPlan plan = Exports.with("my.command=a", "my.image=a", "my.env.DB_PASSWORD=of-the-first", "my-db.command=a",
                "my-db.image=a", "my-db.env.PASSWORD=of-the-second").inContainers();

        assertThat(plan.leftOut()).extracting(Problem::toString).containsExactly(
                "quarkus.processes.my-db.env: has another secret with the name MY_DB_PASSWORD than 'my', and both receive the same "
                        + "value; rename a variable or a process");
    }

    @Test
    void theDefaultPortOfTheApplicationIsKnown() {
        ExportPlan plan = Exports.with("web.command=web", "web.image=w", "web.env.SHOP=http://localhost:${quarkus.http.port}",
                "web.start-phase=after-app").inContainers();

        assertThat(environment(plan.find("web").orElseThrow().environment())).containsEntry("SHOP", "http://app:8080");
    }

    @Test
    void onOneMachineAllIsLocalAndEachPortIsFixed() {
        ExportPlan plan = Exports.with("redis.service=redis", "api.command=api", "api.port=0", "api.depends-on=redis",
                "api.data-dir=target/api").onOneMachine();

        ExportedProcess api = plan.find("api").orElseThrow();
        assertThat(plan.find("redis").orElseThrow().image()).isEmpty();
        assertThat(environment(api.environment())).containsEntry("REDIS_HOST", "localhost").containsEntry("PORT", "20000")
                .containsEntry("REDIS_PORT", "6379").containsEntry("DATA_DIR", "/var/lib/shop/api");
        assertThat(api.probe()).contains(new TcpProbe("localhost", 20000));
    }

    @Test
    void aProcessThatDoesNotRunInProductionIsLeftOut() {
        ExportPlan plan = Exports.with("mock.command=mock", "mock.modes=dev,test", "ui.service=vite", "api.command=api",
                "api.depends-on=mock,ui?").inContainers();

        assertThat(plan.processes()).extracting(ExportedProcess::id).containsExactly("api");
        assertThat(plan.find("api").orElseThrow().waitsFor()).isEmpty();
        assertThat(plan.leftOut()).extracting(Problem::toString).containsExactly(
                "quarkus.processes.mock.modes: does not contain prod, so the process is left out",
                "quarkus.processes.ui.service: vite is a server for development, so the process is left out; the package has the "
                        + "built pages",
                "quarkus.processes.api.depends-on: has 'mock', which is left out, so the process does not wait for it");
    }

    @Test
    void aProgramOfThisMachineLeavesTheCommandToTheImage() {
        ExportPlan plan = Exports.with("a.command=./target/worker --dev", "a.image=a", "b.command=/usr/bin/worker", "b.image=b",
                "c.command=echo \"$1\"", "c.shell=true", "c.args=x", "c.image=c").inContainers();

        assertThat(words(plan.find("a").orElseThrow())).isEmpty();
        assertThat(words(plan.find("b").orElseThrow())).containsExactly("/usr/bin/worker");
        assertThat(words(plan.find("c").orElseThrow())).containsExactly("/bin/sh", "-c", "echo \"$1\"", "sh", "x");
    }

    @Test
    void onlyWrittenSettingsAreReported() {
        ExportPlan plan = Exports.with("a.command=a", "a.nice=5", "a.restart.max=3").inContainers();
        Counterparts counterparts = new Counterparts(Set.of("command"), Map.of("nice", "has no counterpart", "umask",
                "has none"));

        assertThat(counterparts.missing(plan.find("a").orElseThrow())).extracting(Problem::toString)
                .containsExactly("quarkus.processes.a.nice: has no counterpart");
        assertThat(counterparts.forgotten(plan.find("a").orElseThrow().written())).containsExactly("restart.max");
    }

    private static List<String> words(ExportedProcess process) {
        return process.words().stream().map(ExportPlanTest::shown).toList();
    }

    private static Map<String, String> environment(Map<String, ExportedText> texts) {
        Map<String, String> shown = new TreeMap<>();
        texts.forEach((name, text) -> shown.put(name, shown(text)));
        return shown;
    }

    private static String shown(ExportedText text) {
        return text.render(plain -> plain, name -> "<" + name + ">");
    }
}

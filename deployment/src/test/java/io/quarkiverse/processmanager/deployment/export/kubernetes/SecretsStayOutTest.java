package io.quarkiverse.processmanager.deployment.export.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.cronutils.model.CronType;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.deployment.export.ExportPlan;
import io.quarkiverse.processmanager.deployment.export.Exports;
import io.quarkiverse.processmanager.deployment.export.compose.ComposeApplication;
import io.quarkiverse.processmanager.deployment.export.compose.ComposeDocument;
import io.quarkiverse.processmanager.deployment.export.systemd.SystemdApplication;
import io.quarkiverse.processmanager.deployment.export.systemd.SystemdDocument;

/** A secret of any setting is in no document of any engine. */
class SecretsStayOutTest {

    /** Each setting that can have a secret has another one, which begins with {@code s3cret}. */
    private static final String[] SETTINGS = { "api.command=api --token=s3cret-token --password s3cret-option",
            "api.image=acme/api",
            "api.port=3000", "api.env.API_TOKEN=s3cret-variable", "api.env.DB=postgresql://me:s3cret-url@db/x",
            "api.health.path=/health/s3cret-variable?key=s3cret-query", "api.health.headers.Authorization=Basic s3cret-header",
            "api.config.\"a.password\"=s3cret-a", "api.config.\"b.password\"=s3cret-b", "api.args=s3cret-a,s3cret-b",
            "check.command=check", "check.image=acme/check", "check.health.command=check --password s3cret-check",
            "check.liveness.command=check --password s3cret-liveness", "check.stop.command=bye --password s3cret-stop",
            "check.pre-start.command=prepare --password s3cret-before",
            "check.commands.\"reset\".command=reset --password s3cret-command", "web.command=web", "web.image=acme/web",
            "web.port=3333", "web.health.url=http://localhost:3333/x?token=s3cret-parameter", "db.service=postgresql",
            "hook.command=hook --note s3cret-bearer", "hook.image=acme/hook", "hook.port=3334", "hook.health.path=/",
            "hook.health.headers.X-Custom=Bearer s3cret-bearer", "hook.health.headers.X-Other=\"token s3cretx\"",
            "hook.liveness.path=/live", "hook.liveness.headers.X-Custom=Key s3cret-live",
            "hook.env.HEADERS=X-Custom: ApiKey s3cret-key1", "hook.name=Hook token=s3cret-name",
            "tool.command=sh -c 'mysqladmin -ps3cret-glued ping'", "tool.image=acme/tool",
            "tool.health.file=/run/token=s3cret-file", "rpc.command=rpc", "rpc.image=acme/rpc", "rpc.port=3335",
            "rpc.health.grpc=token=s3cret-rpc", "db.image=postgres:17",
            "db.config.\"quarkus.datasource.password\"=s3cret-service" };

    @Test
    void noDocumentHasASecret() {
        Manifests manifests = Manifests.of(SETTINGS);

        assertThat(compose().text() + compose().variables()).doesNotContain("s3cret");
        assertThat(systemd().files().values()).allSatisfy(text -> assertThat(text).doesNotContain("s3cret"));
        assertThat(systemd().templates().values()).allSatisfy(text -> assertThat(text).doesNotContain("s3cret"));
        assertThat(manifests.yaml()).doesNotContain("s3cret");
        assertThat(Stream.of(compose().missing(), systemd().missing(), manifests.document().withoutCounterpart())
                .flatMap(List::stream).map(Problem::toString)).allSatisfy(line -> assertThat(line).doesNotContain("s3cret"));
    }

    /** The forms in which {@code SecretFormsTest} has a secret, where a definition can have them. */
    @ParameterizedTest
    @ValueSource(strings = { "Bearer §", "token §", "X-Custom: ApiKey §", "jdbc:oracle:thin:scott/§@h:1521/x",
            "jdbc:sqlserver://h;user=sa;password={§};x=1", "https://h/b?sv=1&sig=§&se=2", "https://h/?next=x%26key%3D§",
            "Server = h; Password = §", "{\"password\" : \"§\"}", "redis://:§@h/0", "u:§@tcp(db:3306)/app",
            "curl --user=me:§ h", "mariadb-check -p§", "7z a -p§ x.7z", "sqlplus me/§@db",
            "curl -d {\\\"token\\\":\\\"§\\\"} h", "x glpat-§-Ab12cd34ef" })
    void noFormOfASecretIsInADocument(String form) {
        String text = form.replace("§", "s3cret-form1");
        ExportPlan[] plans = new ExportPlan[2];
        for (int i = 0; i < plans.length; i++) {
            Exports exports = Exports.with("a.command=sh", "a.image=a", "a.port=80", "a.health.path=/")
                    .andProperty("quarkus.processes.a.args[0]", "-c").andProperty("quarkus.processes.a.args[1]", text)
                    .andProperty("quarkus.processes.a.env.A", text).andProperty("quarkus.processes.a.config.\"a.b\"", text)
                    .andProperty("quarkus.processes.a.health.headers.X-Custom", text);
            plans[i] = i == 0 ? exports.inContainers() : exports.onOneMachine();
        }

        ComposeDocument compose = compose(plans[0]);
        SystemdDocument systemd = systemd(plans[1]);
        assertThat(compose.text() + compose.variables() + systemd.files() + systemd.templates()).doesNotContain("s3cret")
                .contains("${A_SECRET");
    }

    /** A user would have to fill in a value that is in the configuration. */
    @Test
    void aValueThatIsNoSecretHasNoPlaceholder() {
        String[] settings = { "a.command=a --token-file=/run/token --auth-mode none --tls-key /run/tls/server.key --user 10:10",
                "a.image=acme/a", "a.port=80", "a.env.TOKEN_TTL=5m", "a.env.SESSION_COOKIE_NAME=sid", "a.health.path=/up",
                "a.health.headers.X-Token-Type=plain", "a.stop.command=a stop --password-file /run/password",
                "a.config.\"shop.auth-server-url\"=http://localhost:80/realms/shop" };

        ComposeDocument compose = compose(Exports.with(settings).inContainers());
        SystemdDocument systemd = systemd(Exports.with(settings).onOneMachine());
        Manifests manifests = Manifests.of(settings);
        for (String document : List.of(compose.text(), String.join("\n", systemd.files().values()), manifests.yaml())) {
            assertThat(document).contains("--token-file=/run/token", "none", "/run/tls/server.key", "5m", "sid",
                    "/realms/shop").doesNotContain("${A_", "$(A_", "secretKeyRef");
        }
        assertThat(manifests.yaml()).contains("\"X-Token-Type\"");
        assertThat(compose.variables().lines()).noneMatch(line -> line.startsWith("A_"));
        assertThat(systemd.templates()).isEmpty();
        assertThat(manifests.document().withoutCounterpart().toString()).doesNotContain("secret");
    }

    /** A variable that no file sets would be empty, and the check would fail. */
    @Test
    void eachReferenceOfACheckHasAValue() {
        assertThat(compose().text()).contains("- ${CHECK_SECRET:?");
        assertThat(compose().variables()).contains("\nCHECK_SECRET=\n");
        assertThat(systemd().files().get("shop-api.service")).contains("\"Authorization: ${API_AUTHORIZATION}\"");
        assertThat(systemd().templates().get("shop-api.env")).contains("\nAPI_AUTHORIZATION=\n");
        assertThat(systemd().files().get("shop-hook.service")).contains("\"X-Custom: Bearer ${HOOK_SECRET_2}\"");
        assertThat(systemd().templates().get("shop-hook.env")).contains("\nHOOK_SECRET_2=\n");
    }

    /** A user would look for the use of a variable that nothing has, such as that of a command before the start. */
    @Test
    void theFileOfVariablesHasThoseOfTheDocument() {
        Set<String> used = new TreeSet<>();
        Matcher reference = Pattern.compile("\\$\\{(\\w+):\\?").matcher(compose().text());
        while (reference.find()) {
            used.add(reference.group(1));
        }

        assertThat(compose().variables().lines().filter(line -> line.endsWith("=")).map(line -> line.replace("=", "")))
                .containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void aPasswordInAUrlThatAProcessContributesIsAReference() {
        String[] settings = { "db.command=db", "db.image=acme/db", "db.port=5432",
                "db.config.\"quarkus.datasource.jdbc.url\"=jdbc:postgresql://localhost:5432/x?user=me&password=s3cret-url" };
        Manifests manifests = Manifests.of(settings);

        EnvVar url = manifests.container("shop").getEnv().stream()
                .filter(variable -> variable.getName().equals("QUARKUS_DATASOURCE_JDBC_URL")).findFirst().orElseThrow();
        assertThat(url.getValue()).isEqualTo("jdbc:postgresql://localhost:5432/x?user=me&password=$(DB_SECRET)");
        assertThat(manifests.container("shop").getEnv()).anySatisfy(variable -> {
            assertThat(variable.getName()).isEqualTo("DB_SECRET");
            assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo("shop-processes");
        });
        assertThat(manifests.yaml()).doesNotContain("s3cret");
    }

    private static ComposeDocument compose() {
        return compose(Exports.with(SETTINGS).inContainers());
    }

    private static ComposeDocument compose(ExportPlan plan) {
        return ComposeDocument.of(plan,
                new ComposeApplication("app", Optional.of("acme/shop:1"),
                        Optional.empty(), Path.of("/home/me/shop"), Path.of("/home/me/shop/target/processes")),
                List.of());
    }

    private static SystemdDocument systemd() {
        return systemd(Exports.with(SETTINGS).onOneMachine());
    }

    private static SystemdDocument systemd(ExportPlan plan) {
        return SystemdDocument.of(plan,
                new SystemdApplication("shop", List.of("/bin/sh", "run"), Path.of("/home/me/shop"), Path.of("/jdk")),
                CronType.QUARTZ, List.of());
    }
}

package io.quarkiverse.processmanager.runtime.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkiverse.processmanager.service.ServiceArtifact;
import io.quarkiverse.processmanager.service.ServiceInstance;
import io.quarkiverse.processmanager.service.ServiceProgram;
import io.quarkiverse.processmanager.service.ServiceRequest;

/**
 * Keycloak in its development mode. The server writes its database, and the result of its own build, into its home, so the
 * initialization makes a copy of the home, with the realms to import.
 */
public final class Keycloak implements ProcessService {

    private static final String CLIENT = "io.quarkus.oidc.runtime.OidcRecorder";
    private static final String SERVER = "kc.sh";
    private static final String CLIENT_ID = "quarkus.oidc.client-id";
    private static final String SECRET = "quarkus.oidc.credentials.secret";
    private static final String REALM = """
            {"realm":"quarkus","enabled":true,"sslRequired":"none","roles":{"realm":[{"name":"user"},{"name":"admin"}]},\
            "clients":[{"clientId":%s,"secret":%s,"enabled":true,"publicClient":false,"directAccessGrantsEnabled":true,\
            "serviceAccountsEnabled":true,"standardFlowEnabled":true,"redirectUris":["*"]}],"users":[%s,%s]}""";
    private static final String USER = """
            {"username":"%1$s","firstName":"%1$s","lastName":"%1$s","email":"%1$s@example.org","emailVerified":true,\
            "enabled":true,"credentials":[{"type":"password","value":"%1$s"}],"realmRoles":[%2$s]}""";

    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public ServiceProgram program() {
        return new ServiceProgram(List.of(SERVER),
                List.of("/opt/keycloak*/bin", "/opt/keycloak/bin", "/usr/share/keycloak/bin",
                        "/opt/homebrew/opt/keycloak/libexec/bin", "/usr/local/opt/keycloak/libexec/bin"),
                Map.of(ServiceProgram.ANY_PLATFORM,
                        new ServiceArtifact("org.keycloak:keycloak-quarkus-dist::zip", "26.5.6", "keycloak-[^/]+/")),
                List.of("keycloak (Homebrew)", "the distribution of keycloak.org"), List.of());
    }

    @Override
    public boolean hasInitScripts() {
        return true;
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        defaults.kind(ProcessKind.SERVICE).urlScheme("http").startupTimeout(Duration.ofMinutes(5))
                .stop(stop -> stop.timeout(Duration.ofSeconds(30)));
    }

    @Override
    public Map<String, String> configuration(ServiceRequest request) {
        ContributedSettings settings = new ContributedSettings(request);
        if (request.hasClass(CLIENT) && !request.feeds("oidc").isEmpty()) {
            settings.contribute("quarkus.oidc.auth-server-url",
                    "http://" + settings.address() + "/realms/quarkus")
                    .credential(CLIENT_ID, "quarkus-app").credential(SECRET, "secret");
        }
        return settings.settings();
    }

    @Override
    public void run(ServiceInstance instance, ProcessDefinitionBuilder defaults) {
        defaults.command(instance.data().resolve("bin").resolve(SERVER).toString(), "start-dev", "--http-host=127.0.0.1",
                "--http-port=" + instance.port(), "--import-realm").env("KC_BOOTSTRAP_ADMIN_USERNAME", "admin")
                .env("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin").health(health -> health.path("/realms/master"));
    }

    /** A home that is a symbolic link is copied, too: the copy of the link would be the home itself. */
    @Override
    public Optional<String> initialization(ServiceInstance instance, ProcessDefinitionBuilder task) {
        StringBuilder script = new StringBuilder("""
                umask 077
                mkdir -p "$NEW"
                cp -R %s/. "$NEW"
                rm -rf "$NEW/data"
                mkdir -p "$NEW/data/import"
                """.formatted(ShellQuote.word(home(instance))));
        if (instance.initScripts().isEmpty()) {
            task.env("REALM", REALM.formatted(JsonText.of(instance.value(CLIENT_ID).orElse("quarkus-app")),
                    JsonText.of(instance.value(SECRET).orElse("secret")), USER.formatted("alice", "\"user\",\"admin\""),
                    USER.formatted("bob", "\"user\"")));
            script.append("printf '%s\\n' \"$REALM\" >\"$NEW/data/import/quarkus-realm.json\"\n");
        }
        for (Path file : instance.initScripts()) {
            script.append("cp ").append(ShellQuote.word(file)).append(" \"$NEW/data/import\"\n");
        }
        return Optional.of(script.toString());
    }

    private static Path home(ServiceInstance instance) {
        return Path.of(instance.executable(SERVER)).toAbsolutePath().resolve("../..").normalize();
    }

    @Override
    public Optional<String> problem(ServiceInstance instance) {
        Optional<String> ofData = version(instance.data());
        Optional<String> ofHome = version(home(instance));
        return ofData.isEmpty() || ofHome.isEmpty() || ofData.equals(ofHome) ? Optional.empty()
                : Optional.of("the data in " + instance.data() + " is of " + ofData.get() + ", and " + home(instance) + " is "
                        + ofHome.get()
                        + "; delete the directory to begin with empty data, or set service.home to the former one");
    }

    private static Optional<String> version(Path home) {
        try {
            Path file = home.resolve("version.txt");
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            // The data of another user: the server reads it.
            return Optional.empty();
        }
    }
}

package io.quarkiverse.processmanager.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.service.ProcessService;

/** The processes of services whose servers the tests of this project do not run. */
class DefinitionsOfServicesTest {

    @Test
    void mongodbListensOnTheLoopbackAddressOnly() {
        assertThat(definition(new Mongodb()).command().words()).contains("--bind_ip", "127.0.0.1", "--port", "1234");
    }

    @Test
    void minioHasTheKeysOfTheClient() {
        assertThat(definition(new Minio()).command().environment()).containsEntry("MINIO_ROOT_USER", "minioadmin");
    }

    @Test
    void keycloakRunsInItsCopyOfTheHome() {
        assertThat(definition(new Keycloak()).command().words())
                .containsSubsequence("/data/login/data/bin/kc.sh", "start-dev", "--import-realm");
    }

    @Test
    void aSearchEngineHasAConfigurationOfItsOwn() {
        assertThat(definition(SearchEngine.elasticsearch()).command().environment())
                .containsEntry("ES_PATH_CONF", "/data/login/data/config");
        assertThat(definition(SearchEngine.opensearch()).command().words()).contains("-Ediscovery.type=single-node")
                .noneMatch(word -> word.contains("security"));
    }

    @Test
    void mailpitKeepsItsMessagesInAFile() {
        assertThat(definition(new Mailpit()).command().words()).containsSubsequence("--database", "/data/login/mailpit.db");
    }

    @Test
    void nginxForwardsToTheApplicationUnlessItHasLocationsOfItsOwn() {
        String alone = definition(new Nginx()).command().environment().get("NGINX_CONFIGURATION");

        assertThat(alone).contains("listen 127.0.0.1:1234;", "proxy_pass http://application;");
        assertThat(definition(new Nginx(), "/app/own.conf").command().environment().get("NGINX_CONFIGURATION"))
                .contains("include \"/app/own.conf\";").doesNotContain("proxy_pass");
    }

    @Test
    void aFrontEndRunsTheScriptOfItsKindOnThePort(@TempDir Path project) throws IOException {
        Files.writeString(project.resolve("package.json"),
                "{\"scripts\": {\"dev\": \"next dev\", \"start\": \"ng serve\"}}");

        assertThat(frontEnd(FrontEnd.vite(), project)).endsWith("run", "dev", "--", "--port", "1234", "--strictPort");
        assertThat(frontEnd(FrontEnd.next(), project)).endsWith("run", "dev", "--", "--port", "1234", "--hostname",
                "localhost");
        assertThat(frontEnd(FrontEnd.angular(), project)).endsWith("run", "start", "--", "--port", "1234");
    }

    private static List<String> frontEnd(ProcessService service, Path project) {
        ProcessDefinitionBuilder builder = ProcessDefinition.builder("web", service).port(1234).cwd(project)
                .npmScript(service.configuration(new FakeRequest("web")).get("npm-script"));
        service.run(new FakeInstance("web", 1234, List.of()), builder);
        return builder.build().command().words();
    }

    private static ProcessDefinition definition(ProcessService service, String... scripts) {
        ProcessDefinitionBuilder builder = ProcessDefinition.builder("login", service).port(1234).port("web", 1235)
                .port("console", 1236);
        service.run(new FakeInstance("login", 1234, List.of(scripts)), builder);
        return builder.build();
    }
}

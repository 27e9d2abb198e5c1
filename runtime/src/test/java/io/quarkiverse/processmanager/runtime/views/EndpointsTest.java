package io.quarkiverse.processmanager.runtime.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;

class EndpointsTest {

    @Test
    void aProcessWithoutAPortAndACheckHasNoEndpoint() {
        assertThat(Endpoints.of(define().build())).isEmpty();
    }

    @Test
    void aPortWithoutASchemeIsNoLink() {
        assertThat(texts(define().port(6379))).containsExactly("main localhost:6379");
        assertThat(texts(define().port(6379).health(health -> health.port(6379)))).containsExactly("main localhost:6379");
    }

    @Test
    void theSchemeOfTheMainPortIsTheDeclaredOneOrThatOfTheCheck() {
        assertThat(texts(define().port(5432).urlScheme("postgresql"))).containsExactly("main postgresql://localhost:5432");
        assertThat(texts(define().port(8443).urlScheme("https")))
                .containsExactly("main https://localhost:8443 -> https://localhost:8443/");
        assertThat(texts(define().port(80).health(health -> health.path("/health"))))
                .containsExactly("main http://localhost:80 -> http://localhost:80/");
    }

    @Test
    void aFurtherPortHasASchemeOfItsOwn() {
        assertThat(texts(
                define().port(5672).urlScheme("amqp").port("admin", 15672).urlScheme("admin", "http").port("debug", 5005)))
                .containsExactly("main amqp://localhost:5672", "admin http://localhost:15672 -> http://localhost:15672/",
                        "debug localhost:5005");
    }

    @Test
    void aFurtherPortHasTheSchemeOfACheckThatConnectsToIt() {
        assertThat(
                texts(define().port(4222).port("monitor", 8222).health(health -> health.url("http://127.0.0.1:8222/healthz"))))
                .containsExactly("main localhost:4222", "monitor http://127.0.0.1:8222 -> http://127.0.0.1:8222/");
    }

    @Test
    void thePortOfACheckAloneIsAnEndpoint() {
        assertThat(texts(define().health(health -> health.url("https://127.0.0.1/health"))))
                .containsExactly("health check https://127.0.0.1:443 -> https://127.0.0.1:443/");
        assertThat(texts(define().health(health -> health.port(9)))).containsExactly("health check localhost:9");
    }

    @Test
    void anNpmScriptWithAPortIsAWebServer(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("package.json"), "{\"scripts\": {\"dev\": \"node server.js\"}}");

        assertThat(texts(ProcessDefinition.builder("ui").cwd(directory).npmScript("dev").port(3000)))
                .containsExactly("main http://localhost:3000 -> http://localhost:3000/");
    }

    @Test
    void anIpv6AddressIsInBracketsAndAPortThatIsChosenLaterIsNoLink() {
        assertThat(texts(define().host("::1").port(80).urlScheme("http")))
                .containsExactly("main http://[::1]:80 -> http://[::1]:80/");
        assertThat(texts(define().port(0).urlScheme("http"))).containsExactly("main http://localhost:0");
    }

    private static ProcessDefinitionBuilder define() {
        return ProcessDefinition.builder("a").command("sleep", "1");
    }

    private static List<String> texts(ProcessDefinitionBuilder definition) {
        return Endpoints.of(definition.build()).stream()
                .map(one -> one.name() + " " + one.address() + one.url().map(url -> " -> " + url).orElse("")).toList();
    }
}

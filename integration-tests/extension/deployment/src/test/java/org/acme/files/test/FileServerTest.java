package org.acme.files.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkus.test.QuarkusUnitTest;

/** An application with an extension that declares a process. */
class FileServerTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .addBuildChainCustomizer(chain -> Declared.process("second", "depends-on", "file-server").accept(chain))
            .withConfiguration("""
                    quarkus.processes.first.command=true
                    quarkus.processes.first.kind=task
                    quarkus.processes.file-server.depends-on=first
                    quarkus.processes.file-server.restart.max=7
                    %other.quarkus.processes.file-server.restart.max=8
                    """);

    @Inject
    @ForProcess("file-server")
    ManagedProcess server;

    @Inject
    @ForProcess("second")
    ManagedProcess second;

    @ConfigProperty(name = "file-server.url")
    String url;

    /** The port is chosen, and what the process contributes waits for it: the process is ready when the application starts. */
    @Test
    void theProcessServesTheApplicationOnAChosenPort() throws Exception {
        assertThat(url).isEqualTo("http://localhost:" + server.definition().port().orElseThrow()).doesNotEndWith(":0");
        assertThat(HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode()).isEqualTo(200);
    }

    @Test
    void theUserAddsAndReplacesSettings() {
        assertThat(server.definition().restart().max()).hasValue(7);
        assertThat(server.definition().dependencies()).extracting(Dependency::id).containsExactly("first");
    }

    /** A setting that the build fixes, and that no source of the build has. */
    @Test
    void anExtensionDeclaresADependency() {
        assertThat(second.definition().dependencies()).extracting(Dependency::id).containsExactly("file-server");
    }
}

package io.quarkiverse.processmanager.deployment.export.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** A build of an application with the Kubernetes extension. */
class KubernetesBuildTest {

    @RegisterExtension
    static final QuarkusProdModeTest APPLICATION = new QuarkusProdModeTest().withEmptyApplication()
            .setApplicationName("shop").setApplicationVersion("1.0")
            // This module leaves out what are annotation processors of Dekorate. An application has them.
            .setForcedDependencies(List.of(Dependency.of("io.quarkus", "quarkus-kubernetes", Version.getVersion()),
                    dekorate("dekorate-core"), dekorate("docker-annotations"), dekorate("option-annotations")))
            .overrideConfigKey("quarkus.container-image.group", "acme")
            .overrideConfigKey("quarkus.kubernetes.namespace", "shops")
            .overrideConfigKey("quarkus.processes.db.service", "postgresql")
            .overrideConfigKey("quarkus.processes.db.kubernetes.secret", "shop-db")
            .overrideConfigKey("quarkus.processes.db.start-phase", "before-app")
            .overrideConfigKey("quarkus.processes.api.command", "node server.js")
            .overrideConfigKey("quarkus.processes.api.image", "acme/api:1")
            .overrideConfigKey("quarkus.processes.api.port", "3000")
            .overrideConfigKey("quarkus.processes.api.nice", "5")
            .overrideConfigKey("quarkus.processes.api.depends-on", "db")
            .overrideConfigKey("quarkus.processes.cache.service", "redis")
            .overrideConfigKey("quarkus.processes.cache.kubernetes.placement", "separate")
            .overrideConfigKey("quarkus.kubernetes.env.vars.only-of-shop", "1")
            .overrideConfigKey("quarkus.processes.ui.command", "npm run dev")
            .setLogRecordPredicate(record -> record.getLoggerName().equals("io.quarkiverse.processmanager"));

    @ProdBuildResults
    ProdModeTestResults results;

    @Test
    void theManifestsOfTheExtensionContainTheProcessesWithAnImage() throws IOException {
        Path file = results.getBuildDir().resolve("kubernetes").resolve("kubernetes.yml");
        List<HasMetadata> objects = StrictYaml.read(Files.readString(file));

        Deployment deployment = find(objects, Deployment.class, "shop");
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        assertThat(pod.getInitContainers()).extracting(Container::getName).containsExactly("db");
        assertThat(pod.getInitContainers().get(0).getRestartPolicy()).isEqualTo("Always");
        assertThat(pod.getInitContainers().get(0).getStartupProbe()).isNotNull();
        assertThat(pod.getContainers()).extracting(Container::getName).containsExactly("shop", "api");
        assertThat(pod.getContainers().get(0).getEnv()).extracting(EnvVar::getName, EnvVar::getValue)
                .contains(tuple("QUARKUS_PROCESS_MANAGER_EXTERNAL", "db,api,cache"),
                        tuple("QUARKUS_PROCESSES_CACHE_HOST", "shop-cache"), tuple("QUARKUS_PROCESSES_CACHE_PORT", "6379"));
        // The decorators of the extension for the container of the application do not reach the others.
        assertThat(pod.getContainers().get(1).getEnv()).extracting(EnvVar::getName).doesNotContain("ONLY_OF_SHOP");
        assertThat(find(objects, Deployment.class, "shop-cache").getMetadata().getNamespace()).isEqualTo("shops");
        assertThat(find(objects, Service.class, "shop-cache").getSpec().getSelector())
                .isNotEqualTo(find(objects, Service.class, "shop").getSpec().getSelector());
        assertThat(results.getRetainedBuildLogRecords()).extracting(LogRecord::getMessage)
                .anySatisfy(
                        message -> assertThat(message).contains("Kubernetes: quarkus.processes.api.nice: has no counterpart"));
    }

    private static Dependency dekorate(String artifact) {
        return Dependency.of("io.dekorate", artifact, System.getProperty("version.of.dekorate"));
    }

    private static <T extends HasMetadata> T find(List<HasMetadata> objects, Class<T> type, String name) {
        return objects.stream().filter(type::isInstance).map(type::cast)
                .filter(object -> object.getMetadata().getName().equals(name)).findFirst().orElseThrow();
    }
}

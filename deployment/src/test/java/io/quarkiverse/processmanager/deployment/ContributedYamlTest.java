package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.shrinkwrap.api.asset.FileAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.SmallRyeConfig;

/** The example of the guide, in an application without Redis and on a machine without the other programs. */
class ContributedYamlTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addAsResource(
                    new FileAsset(new File("../docs/modules/ROOT/examples/application-configuration.yaml")),
                    "application.yaml"))
            .overrideConfigKey("quarkus.processes.redis.start-phase", "with-app")
            .overrideConfigKey("quarkus.processes.db.start-phase", "with-app")
            .overrideConfigKey("quarkus.processes.search.start-phase", "with-app")
            .overrideConfigKey("quarkus.process-manager.test.await", "false");

    @Inject
    SmallRyeConfig config;

    @ConfigProperty(name = "my.databases")
    List<String> databases;

    @Test
    void theExampleOfTheGuideContributes() {
        assertThat(config.getValue("quarkus.redis.hosts", String.class))
                .isEqualTo("redis://localhost:" + config.getValue("quarkus.processes.redis.port", String.class));
        assertThat(config.getValue("quarkus.datasource.\"users\".username", String.class)).isEqualTo("quarkus");
        assertThat(databases).as("the list of the profile").containsExactly("users_test");
    }
}

package io.quarkiverse.processmanager.deployment.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.deployment.NothingLeft;
import io.quarkus.test.QuarkusUnitTest;

/** An application with processes has a socket in tests, with the facts by which clients choose it. */
class ControlSocketInTestsTest {

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(OwnSockets.class, NothingLeft.class))
            .overrideConfigKey("quarkus.application.name", "shop")
            .overrideConfigKey("quarkus.processes.db.command", "sleep 1000")
            .setAfterAllCustomizer(() -> assertThat(OwnSockets.of("test")).isEmpty());

    @Test
    void theSocketIsThereWithItsFacts() {
        assertThat(OwnSockets.of("test")).singleElement().satisfies(found -> {
            assertThat(found.facts().application()).isEqualTo("shop");
            assertThat(found.facts().directory()).isEqualTo(Path.of("").toAbsolutePath().toString());
        });
    }
}

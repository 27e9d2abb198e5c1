package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusProdModeTest;

/** The packaged application cannot fix a value that only its start knows. */
class RefusedProductionBuildTest {

    @RegisterExtension
    static final QuarkusProdModeTest APP = new QuarkusProdModeTest()
            .withApplicationRoot(root -> root.addAsResource(new StringAsset("""
                    quarkus.processes.db.command=sleep 1000
                    quarkus.processes.db.modes=prod
                    quarkus.processes.db.port=0
                    quarkus.processes.db.config."quarkus.http.root-path"=/at-${quarkus.processes.db.port}
                    quarkus.processes.db.config."quarkus.http.proxy.forwarded-prefix-header"=at-${quarkus.processes.db.port}
                    """), "application.properties"))
            .assertBuildException(failure -> {
                Throwable cause = failure;
                while (!(cause instanceof ConfigurationException) && cause.getCause() != null) {
                    cause = cause.getCause();
                }
                assertThat(cause)
                        .hasMessageContaining("quarkus.processes.db.config.\"quarkus.http.root-path\": needs a port that is "
                                + "chosen at the start of the application, but Quarkus fixes the value of quarkus.http.root-path at build "
                                + "time; give the process a fixed port");
                assertThat(cause).hasMessageNotContaining("forwarded-prefix-header");
            });

    @Test
    void theBuildFails() {
        fail("the application must not start");
    }
}

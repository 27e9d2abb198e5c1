package io.quarkiverse.processmanager.deployment.devui;

import java.nio.file.Path;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.test.QuarkusDevModeTest;

/** Dev MCP where the paths and the host are others than the default. */
class DevMcpElsewhereTest {

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addAsResource(new StringAsset("""
                    quarkus.http.host=0.0.0.0
                    quarkus.http.root-path=/app
                    quarkus.http.non-application-root-path=/ops
                    quarkus.processes.db.command=sleep 1000
                    """), "application.properties"));

    @Test
    void foreignRequestsAreRefusedThereToo(@TempDir Path home) throws Exception {
        String before = System.getProperty("user.home");
        DevMcpTest.enable(home);
        try {
            new ForeignRequests("/ops/").areRefused();
            APP.modifyResourceFile("application.properties", text -> text.replace("=/ops", "=q"));
            new ForeignRequests("/app/q/").areRefused();
        } finally {
            System.setProperty("user.home", before);
        }
    }
}

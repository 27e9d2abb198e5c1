package io.quarkiverse.processmanager.deployment.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.test.junit.QuarkusTest;

/** The test of the application that continuous testing runs. It is not run alone. */
@QuarkusTest
public class BesideDevModeET {

    @Inject
    ProcessManager manager;

    @ConfigProperty(name = "test.wants")
    String wanted;

    @ConfigProperty(name = "test.fixed-port")
    int fixedPort;

    @ConfigProperty(name = "quarkus.processes.db.port")
    int port;

    @ConfigProperty(name = "quarkus.processes.db.data-dir")
    Path data;

    @Test
    void theProcessIsTheWantedOne() {
        if (wanted.equals("anything")) {
            return;
        }
        boolean own = wanted.equals("own");

        assertEquals(own, manager.find("db").isPresent());
        assertFalse(manager.find("fetch").isPresent());
        assertEquals(own, port != fixedPort);
        assertTrue(manager.get("api").status().isReady());
        assertTrue(data.toString().contains("process-manager"), data.toString());
        assertEquals(own, Files.isDirectory(data));
    }
}

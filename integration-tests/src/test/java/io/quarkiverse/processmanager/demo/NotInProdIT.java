package io.quarkiverse.processmanager.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The packaged application whose processes run neither in production nor in tests. */
@QuarkusIntegrationTest
@TestProfile(NotInProdIT.OnlyInDevMode.class)
@WithTestResource(FreePorts.class)
class NotInProdIT {

    public static class OnlyInDevMode implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.process-manager.modes", "dev");
        }
    }

    @Test
    void noProcessIsStarted() {
        ProcessView[] processes = given().get("/processes").then().statusCode(200).extract().as(ProcessView[].class);

        assertThat(processes).allMatch(p -> p.phase() == ProcessPhase.STOPPED && p.pid().isEmpty());
    }

    @Test
    void applicationIsReadyWithoutThem() {
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void nothingOfTheDevUiIsServed() {
        given().get("/q/dev-ui/quarkus-process-manager/qwc-process-manager-processes.js").then().statusCode(404);
        given().get("/q/dev-ui/json-rpc-ws").then().statusCode(404);
        given().contentType("application/json").body("{}").post("/q/dev-mcp").then().statusCode(404);
    }

    @Test
    void nothingOfTheDevUiIsInTheJars() throws IOException {
        List<String> entries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("target", "quarkus-app"))) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                try (JarFile opened = new JarFile(jar.toFile())) {
                    opened.stream().map(entry -> entry.getName()).filter(name -> name.contains("process"))
                            .forEach(entries::add);
                }
            }
        }

        assertThat(entries).contains("io/quarkiverse/processmanager/ProcessManager.class");
        assertThat(entries).noneMatch(name -> name.startsWith("io/quarkiverse/processmanager/runtime/dev/"))
                .noneMatch(name -> name.contains("dev-ui"));
    }
}

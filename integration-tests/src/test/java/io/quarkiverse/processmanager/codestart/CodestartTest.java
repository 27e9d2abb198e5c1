package io.quarkiverse.processmanager.codestart;

import static io.quarkus.devtools.codestarts.quarkus.QuarkusCodestartCatalog.Language.JAVA;
import static io.quarkus.devtools.testing.SnapshotTesting.checkContains;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.devtools.testing.codestarts.QuarkusCodestartTest;

/** A new application has the example. {@code .ci/compatibility} builds it, runs its test, and runs it packaged and in dev mode. */
class CodestartTest {

    private static final Runnable END = ExtensionRepository.use(Path.of("target/codestart-repository"),
            System.getProperty("project.version", "999-SNAPSHOT"));

    @RegisterExtension
    static QuarkusCodestartTest codestart = QuarkusCodestartTest.builder()
            .setupStandaloneExtensionTest("io.quarkiverse.processmanager:quarkus-process-manager")
            .languages(JAVA)
            .build();

    @AfterAll
    static void endUse() {
        END.run();
    }

    @Test
    void newApplicationHasTheExample() throws Throwable {
        codestart.assertThatGeneratedFile(JAVA, "src/main/processes/Quotes.java").exists();
        codestart.assertThatGeneratedFile(JAVA, "src/main/java/ilove/quark/us/QuoteResource.java")
                .satisfies(checkContains("package ilove.quark.us"));
        codestart.assertThatGeneratedFile(JAVA, "src/test/java/ilove/quark/us/QuoteResourceTest.java").exists();
        codestart.assertThatGeneratedFile(JAVA, "src/main/resources/application.properties")
                .satisfies(checkContains("quarkus.processes.quotes.port=0"))
                .satisfies(checkContains("quarkus.processes.quotes.config.quotes-url="))
                .satisfies(checkContains("%prod.quotes-url="));
        codestart.assertThatGeneratedFile(JAVA, "pom.xml").satisfies(checkContains("quarkus-rest"))
                .satisfies(checkContains("quarkus-process-manager"));
        codestart.assertThatGeneratedFile(JAVA, "README.md").satisfies(checkContains("Quotes.java"));
    }
}

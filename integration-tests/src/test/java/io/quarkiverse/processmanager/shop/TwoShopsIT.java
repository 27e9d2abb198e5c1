package io.quarkiverse.processmanager.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.maven.OwnMaven;

/**
 * Two copies of the shop in two folders, in dev mode at the same time. One of them runs its tests continuously. No shop and no
 * test sees data of another one, and nothing is left.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc lists the remaining processes")
class TwoShopsIT {

    private static final Pattern TESTS_HAVE_RUN = Pattern.compile("\\d+ tests? (are passing|failed)|Tests? failed");

    @TempDir
    Path directory;

    @Test
    void shopsAndTestsHaveTheirOwnProcessesAndData() throws Exception {
        OwnMaven maven = OwnMaven.with(directory.resolve("repository"));
        Path state = Files.createDirectory(directory.resolve("state"));
        try (ShopFolder first = ShopFolder.start(maven, directory.resolve("first"), state,
                "-Dquarkus.test.continuous-testing=enabled", "-Dquarkus.test.include-pattern=.*ShopTest");
                ShopFolder second = ShopFolder.start(maven, directory.resolve("second"), state)) {
            first.awaitUp();
            second.awaitUp();

            first.addProduct("pot of the first");
            second.addProduct("pot of the second");
            first.awaitLog(TESTS_HAVE_RUN);

            assertThat(first.readLog()).contains("tests are passing");
            assertThat(first.get("/products")).contains("teapot", "pot of the first").doesNotContain("second", "test");
            assertThat(second.get("/products")).contains("teapot", "pot of the second").doesNotContain("first", "test");
            assertThat(first.getThroughFrontEnd("/products")).isEqualTo(first.get("/products"));
            assertThat(second.getThroughFrontEnd("/products")).isEqualTo(second.get("/products"));
            assertThat(first.get("/products/1")).contains("\"inStock\":7");

            first.stop();
            second.stop();
        }
    }
}

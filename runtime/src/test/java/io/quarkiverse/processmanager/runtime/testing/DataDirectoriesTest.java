package io.quarkiverse.processmanager.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Mode;
import io.smallrye.config.Expressions;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class DataDirectoriesTest {

    private static final Path OF_TEST = Path.of("/module/target/process-manager/test-1");
    private static final String KEY = "quarkus.processes.db.data-dir";
    private static final String REFERENCE = "postgres -D ${quarkus.processes.db.data-dir}";

    @Test
    void aTestHasADirectoryOfItsOwnWhereverThatOfTheUserIs() {
        SmallRyeConfig config = config(Mode.TEST, OF_TEST, Map.of(KEY, "/var/lib/db", "command", REFERENCE));

        assertThat(config.getRawValue(KEY)).isEqualTo("/module/target/process-manager/test-1/db");
        assertThat(config.getRawValue("command")).isEqualTo("postgres -D /module/target/process-manager/test-1/db");
    }

    @Test
    void aServiceKeepsItsDataInTestsIfItShould() {
        SmallRyeConfig config = config(Mode.TEST, OF_TEST,
                Map.of(KEY, "/var/lib/db", "quarkus.processes.db.service.data", "keep"));

        assertThat(config.getRawValue(KEY)).isEqualTo("/var/lib/db");
    }

    @Test
    void aServiceHasFreshDataInDevModeIfItShould() {
        SmallRyeConfig config = config(Mode.DEV, OF_TEST,
                Map.of(KEY, "/var/lib/db", "quarkus.processes.db.service.data", "fresh"));

        assertThat(config.getRawValue(KEY)).as("continuous testing in the same JVM has another one")
                .isEqualTo(OF_TEST + "/.dev-mode/db");
    }

    @Test
    void aProfileAndQuotesChangeNothing() {
        Map<String, String> properties = Map.of("%it.quarkus.processes.\"db\".data-dir", "x", "command",
                "${quarkus.processes.\"db\".data-dir}");

        assertThat(config(Mode.TEST, OF_TEST, properties).getRawValue("command")).isEqualTo(OF_TEST + "/db");
    }

    @Test
    void aDirectoryThatWasChosenForATestStays() {
        SmallRyeConfig config = config(Mode.TEST, OF_TEST, Map.of(KEY, OF_TEST + "/app.Test$$Inner/db"));

        assertThat(config.getConfigValue(KEY).getValue()).isEqualTo(OF_TEST + "/app.Test$Inner/db");
    }

    @Test
    void aDollarInThePathIsNoExpression() {
        Path odd = Path.of("/a${b}/test-1");

        assertThat(config(Mode.TEST, odd, Map.of(KEY, "x", "command", REFERENCE)).getRawValue("command"))
                .isEqualTo("postgres -D /a${b}/test-1/db");
    }

    @Test
    void elsewhereThePathIsThatOfTheUser() {
        String here = Path.of("").toAbsolutePath().toString();
        for (Mode mode : new Mode[] { Mode.DEV, Mode.PROD }) {
            assertThat(config(mode, OF_TEST, Map.of(KEY, "/var/lib/db")).getRawValue(KEY)).isEqualTo("/var/lib/db");
            assertThat(config(mode, OF_TEST, Map.of(KEY, "target/${name}", "name", "db")).getRawValue(KEY))
                    .isEqualTo(here + "/target/db");
            assertThat(config(mode, OF_TEST, Map.of(KEY, "${base}/db", "base", "/b")).getRawValue(KEY)).isEqualTo("/b/db");
        }
    }

    @Test
    void theBuildRecordsWhatIsWritten() {
        SmallRyeConfig config = config(Mode.PROD, OF_TEST, Map.of(KEY, "target/db"));

        assertThat(Expressions.withoutExpansion(() -> config.getRawValue(KEY))).isEqualTo("target/db");
    }

    @Test
    void aKeyThatIsNotWrittenHasNoValue() {
        SmallRyeConfig config = config(Mode.TEST, OF_TEST, Map.of("other.data-dir", "x", "quarkus.processes.db.cwd", "y"));

        assertThat(config.getRawValue(KEY)).isNull();
        assertThat(config.getRawValue("other.data-dir")).isEqualTo("x");
        assertThat(config.getRawValue("quarkus.processes.db.cwd")).isEqualTo("y");
    }

    private static SmallRyeConfig config(Mode mode, Path ofTest, Map<String, String> properties) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().withProfile("it")
                .withInterceptorFactories(new DataDirectories.Factory() {
                    @Override
                    public DataDirectories getInterceptor(io.smallrye.config.ConfigSourceInterceptorContext context) {
                        return new DataDirectories(() -> mode, () -> ofTest);
                    }
                }).withSources(new PropertiesConfigSource(properties, "test", 250)).build();
    }
}

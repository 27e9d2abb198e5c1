package io.quarkiverse.processmanager.runtime.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.ProcessPlan;

class DryRunTest {

    private static final Path HERE = Path.of("/application").toAbsolutePath();

    private final Plan plan = Plan.of(List.of(
            ProcessDefinition.builder("api").command("node", "api.js").dependsOn("db")
                    .dependsOn(Dependency.on("seed", Condition.COMPLETED)).build(),
            ProcessDefinition.builder("seed").command("seed").dependsOn("db").build(),
            ProcessDefinition.builder("db").command("postgres", "--password", "hunter2").cwd(HERE.resolve("data"))
                    .env("DB_TOKEN", "hunter3").env("MODE", "fast").inheritEnv(false).port(5432).build()));

    @Test
    void itHasAllStepsInTheirOrderWithWhatEachWaitsFor() {
        ProcessPlan run = DryRun.of(plan, HERE);

        assertThat(run.steps()).extracting(ProcessPlan.Step::id).containsExactly("db", "seed", "api");
        assertThat(run.steps().get(2).waitsFor()).containsExactly(Map.entry("db", Condition.HEALTHY),
                Map.entry("seed", Condition.COMPLETED));
    }

    @Test
    void aStepSaysWhatIsExecutedWhereAndWithWhat() {
        ProcessPlan.Step db = DryRun.of(plan, HERE).steps().get(0);

        assertThat(db.words()).containsExactly("postgres", "--password", "***");
        assertThat(db.directory()).isEqualTo(HERE.resolve("data"));
        assertThat(db.environment()).containsExactly(Map.entry("DB_TOKEN", "***"), Map.entry("MODE", "fast"),
                Map.entry("PORT", "5432"));
        assertThat(db.inheritsEnvironment()).isFalse();
    }

    @Test
    void itCanBeShown() {
        assertThat(DryRun.of(plan, HERE).toString()).startsWith("1. db\n    command: postgres --password ***\n")
                .contains("3. api after db:healthy, seed:completed\n").doesNotContain("hunter");
    }

    @Test
    void itSaysWhatAPatternHasSetAndNoSecretOfIt() {
        Plan plan = Plan.of(List.of(ProcessDefinition.builder("web", new Own()).command("node").port(3000).build()));

        assertThat(DryRun.of(plan, HERE).toString()).contains("pattern: own", "env.API_TOKEN=***", "name=Web")
                .doesNotContain("hunter2");
    }

    private static final class Own implements ProcessPattern {

        @Override
        public String name() {
            return "own";
        }

        @Override
        public void apply(ProcessDefinitionBuilder defaults) {
            defaults.env("API_TOKEN", "hunter2").name("Web");
        }
    }
}

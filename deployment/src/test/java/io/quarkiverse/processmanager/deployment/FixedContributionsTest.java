package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.runtime.config.contribution.Contribution;

class FixedContributionsTest {

    private static List<Problem> problems(String value, boolean fixed) {
        Map<String, String> properties = Map.of("p", value, "my.url", "x:${my.port}", "my.port",
                "${quarkus.processes.db.ports.admin}", "quarkus.processes.db.ports.admin", "0", "quarkus.processes.db.port",
                " 0 ",
                "quarkus.processes.web.port", "80", "my.circle", "${my.other.circle}", "my.other.circle", "${my.circle}");
        return FixedContributions.problems(List.of(new Contribution("db", "a.key", "p")), key -> fixed, properties::get);
    }

    @ParameterizedTest
    @ValueSource(strings = { "x:${quarkus.processes.db.port}", "${my.url}/x", "${quarkus.processes.web.port}${my.port}",
            "${none:${quarkus.processes.db.port}}" })
    void aFixedKeyCannotHaveAPortThatIsChosenAtTheStart(String value) {
        assertThat(problems(value, true)).extracting(Problem::toString).containsExactly(
                "quarkus.processes.db.config.\"a.key\": needs a port that is chosen at the start of the application, but Quarkus "
                        + "fixes the value of a.key at build time; give the process a fixed port");
        assertThat(problems(value, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "x", "${quarkus.processes.web.port}", "${none}", "${my.circle}", "" })
    void otherValuesAreNoProblem(String value) {
        assertThat(problems(value, true)).isEmpty();
    }

    @Test
    void anUnknownPropertyIsNoProblem() {
        assertThat(FixedContributions.problems(List.of(new Contribution("db", "a", "none")), key -> true, key -> null))
                .isEmpty();
    }
}

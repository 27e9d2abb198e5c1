package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;

class RefusedBuildTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withEmptyApplication()
            .withConfiguration("""
                    quarkus.processes.a.command=sleep 1
                    quarkus.processes.a.depends-on=b
                    quarkus.processes.b.command=sleep 1
                    quarkus.processes.b.depends-on=a:started,databse
                    quarkus.processes.b.port=70000
                    quarkus.processes.database.command=echo ${DATABASE_DIRECTORY}
                    quarkus.processes.Mixed.command=echo 'x
                    quarkus.processes.database.pattern=databse
                    quarkus.processes.database.helth.url=http://localhost:1/
                    quarkus.process.database.cwd=data
                    quarkus.processes.database.restart.policy=no
                    quarkus.process-manager.shutdown-timeout=10 sec
                    """)
            .assertException(failure -> {
                assertThat(failure).isInstanceOf(ConfigurationException.class);
                assertThat(((ConfigurationException) failure).getConfigKeys()).contains("quarkus.processes.b.port");
                assertThat(failure.getMessage().lines().toList()).satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("cannot define the processes of the application, there are 11 problems:"),
                        line -> assertThat(line).isEqualTo("    quarkus.processes.database.cwd: is set as "
                                + "quarkus.process.database.cwd, which nothing reads; write quarkus.processes.database.cwd"),
                        line -> assertThat(line).isEqualTo("    quarkus.processes.database.helth.url: is not a setting; "
                                + "did you mean 'health.url'?"),
                        line -> assertThat(line).startsWith("    quarkus.processes.Mixed.command: has an unbalanced quote"),
                        line -> assertThat(line).startsWith("    quarkus.processes.Mixed: the id 'Mixed' must be"),
                        line -> assertThat(line)
                                .isEqualTo("    quarkus.processes.b.port: 70000 is not between 0 and 65535"),
                        line -> assertThat(line).isEqualTo("    quarkus.processes.database.restart.policy: 'no' is not one of "
                                + "on-failure, always, never; did you mean 'never'?"),
                        line -> assertThat(line).isEqualTo("    quarkus.processes.database.command: refers to "
                                + "${DATABASE_DIRECTORY}, which has no value"),
                        line -> assertThat(line).startsWith("    quarkus.processes.database.pattern: there is no pattern")
                                .endsWith("did you mean 'database'?"),
                        line -> assertThat(line).startsWith("    quarkus.process-manager.shutdown-timeout: '10 sec' is not"),
                        line -> assertThat(line).startsWith("    quarkus.processes.b.depends-on: Missing dependency: ")
                                .contains("databse", "database"),
                        line -> assertThat(line)
                                .isEqualTo("    quarkus.processes.a.depends-on: Circular dependency: a -> b -> a"));
            });

    @Test
    void allProblemsAreReportedTogether() {
        Assertions.fail("the build must fail");
    }
}

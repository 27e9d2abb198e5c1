package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** YAML has values of its own, and reaches the same checks as properties. */
class RefusedYamlTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addAsResource(new StringAsset("""
                    quarkus:
                      process:
                        db:
                          name: a name
                      processes:
                        db:
                          command: postgres -p ${DB_PORT:-5432}
                          port: "8080:80"
                          dependsOn: [cache, queue]
                          args: ["a", "$PORT", "${NOPE}"]
                          modes: [test, tests]
                          restart:
                            policy: no
                          stop:
                            command: a; b
                        cache:
                          command: NODE_ENV=test node cache.js
                          cwd: ~/cache
                    """), "application.yaml"))
            .assertException(failure -> assertThat(failure.getMessage().lines().map(String::strip)).containsExactly(
                    "cannot define the processes of the application, there are 11 problems:",
                    "quarkus.processes.db.name: is set as quarkus.process.db.name, which nothing reads; write "
                            + "quarkus.processes.db.name",
                    "quarkus.processes.db.dependsOn: is not a setting; did you mean 'depends-on'?",
                    "quarkus.processes.cache.cwd: begins with '~', which only a shell replaces; write ${user.home}/cache",
                    "quarkus.processes.cache.command: begins with 'NODE_ENV=', which only a shell understands; set "
                            + "env.\"NODE_ENV\"=... instead",
                    "quarkus.processes.db.modes[1]: 'tests' is not one of dev, test, prod; did you mean 'test'?",
                    "quarkus.processes.db.port: '8080:80' is not a whole number; a process has no port mapping, write the port "
                            + "that it listens on: 80",
                    "quarkus.processes.db.restart.policy: 'false' is not one of on-failure, always, never; did you mean "
                            + "'never'?",
                    "quarkus.processes.db.args[2]: refers to ${NOPE}, which has no value",
                    "quarkus.processes.db.args[1]: has '$PORT', which no shell replaces here; write ${PORT}, or $$PORT for the "
                            + "text itself",
                    "quarkus.processes.db.command: has '${DB_PORT:-5432}', whose default is '-5432', because ':' alone "
                            + "separates it; write ${DB_PORT:5432}, or ${DB_PORT:${:}-5432} if the '-' is meant",
                    "quarkus.processes.db.stop.command: has 'a;', which only a shell understands; set stop.shell=true, or "
                            + "quote it"));

    @Test
    void allProblemsAreReportedTogether() {
        Assertions.fail("the build must fail");
    }
}

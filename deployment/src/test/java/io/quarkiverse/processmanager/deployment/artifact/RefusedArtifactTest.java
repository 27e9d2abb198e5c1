package io.quarkiverse.processmanager.deployment.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class RefusedArtifactTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.processes.a.artifact", "no.such.group:no-such-artifact")
            .overrideConfigKey("quarkus.processes.b.artifact", "no.such.group:no-such-artifact:1")
            .overrideConfigKey("quarkus.processes.c.artifact", "org.jboss.logging:jboss-logging")
            .assertException(failure -> assertThat(failure.getMessage().lines().toList()).satisfiesExactly(
                    title -> assertThat(title).contains("3 problems"),
                    a -> assertThat(a)
                            .isEqualTo("    quarkus.processes.a.artifact: no.such.group:no-such-artifact has no version,"
                                    + " and the application manages none for it; write no.such.group:no-such-artifact:VERSION"),
                    b -> assertThat(b).startsWith("    quarkus.processes.b.artifact: cannot be resolved: ")
                            .contains("no.such.group:no-such-artifact:jar:1"),
                    c -> assertThat(c).isEqualTo("    quarkus.processes.c.artifact: org.jboss.logging:jboss-logging has no main"
                            + " class in its manifest; set main-class to the class with the method main")));

    @Test
    void eachArtifactThatCannotBeResolvedIsAProblem() {
        Assertions.fail("the build must fail");
    }
}

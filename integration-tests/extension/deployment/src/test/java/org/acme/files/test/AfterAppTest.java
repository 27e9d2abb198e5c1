package org.acme.files.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** An extension asks for a phase that only the application can choose. */
class AfterAppTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .addBuildChainCustomizer(chain -> Declared.process("other", "start-phase", "after-app").accept(chain))
            .assertException(refusal -> assertThat(refusal)
                    .hasMessageContaining("quarkus.processes.other.start-phase")
                    .hasMessageContaining("set it in the configuration of the application"));

    @Test
    void theBuildSaysWhereToSetThePhase() {
        fail("the build has not failed");
    }
}

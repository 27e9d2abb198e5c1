package org.acme.files.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** An extension sets what is no setting. */
class UnknownSettingTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .addBuildChainCustomizer(chain -> Declared.process("other", "restart.maximum", "3").accept(chain))
            .assertException(refusal -> assertThat(refusal)
                    .hasMessageContaining("quarkus.processes.other.restart.maximum")
                    .hasMessageContaining("did you mean 'restart.max'"));

    @Test
    void theBuildNamesTheSetting() {
        fail("the build has not failed");
    }
}

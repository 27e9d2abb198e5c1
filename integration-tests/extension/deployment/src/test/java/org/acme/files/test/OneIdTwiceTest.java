package org.acme.files.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** Two extensions declare a process with one id. */
class OneIdTwiceTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .addBuildChainCustomizer(chain -> Declared.process("file-server", "port", "0").accept(chain))
            .assertException(refusal -> assertThat(refusal)
                    .hasMessageContaining("cannot define process 'file-server'")
                    .hasMessageContaining("two extensions declare a process with this id"));

    @Test
    void theBuildNamesTheProcess() {
        fail("the build has not failed");
    }
}

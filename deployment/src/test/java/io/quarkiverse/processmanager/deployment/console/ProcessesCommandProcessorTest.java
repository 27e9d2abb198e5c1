package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessesCommandProcessorTest {

    @Test
    void theTerminalOfThisQuarkusIsKnown() {
        assertThat(ProcessesCommandProcessor.isTerminalKnown()).isTrue();
    }

    /** The class loader of the JDK stands for a Quarkus with another terminal library. */
    @Test
    void aTerminalWithoutTheAnnotationOfTheCommandsIsUnknown() {
        assertThat(ProcessesCommandProcessor.isTerminalKnown(ClassLoader.getPlatformClassLoader())).isFalse();
    }
}

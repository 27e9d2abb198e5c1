package io.quarkiverse.processmanager.runtime.process.output;

import io.quarkiverse.processmanager.runtime.process.assembly.Workshop;

/** The same tests for processes that the JDK starts. */
class EachWayOfTheJdkTest extends EachWayTest {

    @Override
    Workshop workshop() {
        return new Workshop().portable();
    }
}

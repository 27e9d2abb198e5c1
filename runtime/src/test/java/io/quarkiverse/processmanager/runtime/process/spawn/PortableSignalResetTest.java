package io.quarkiverse.processmanager.runtime.process.spawn;

import io.quarkiverse.processmanager.runtime.process.assembly.Portable;

/** The same with processes that the JDK starts. */
@Portable
class PortableSignalResetTest extends SignalResetTest {
}

package io.quarkiverse.processmanager.runtime.process.output;

import io.quarkiverse.processmanager.runtime.process.assembly.Portable;

/** The same with processes that the JDK starts. */
@Portable
class PortableMergedOutputTest extends MergedOutputTest {
}

package io.quarkiverse.processmanager.runtime.process.assembly;

@Portable
class PortableShortageTest extends ShortageTest {
}

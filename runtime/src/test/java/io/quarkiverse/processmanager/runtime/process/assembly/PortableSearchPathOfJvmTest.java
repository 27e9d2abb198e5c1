package io.quarkiverse.processmanager.runtime.process.assembly;

@Portable
class PortableSearchPathOfJvmTest extends SearchPathOfJvmTest {
}

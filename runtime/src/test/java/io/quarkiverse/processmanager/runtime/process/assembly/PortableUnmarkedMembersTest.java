package io.quarkiverse.processmanager.runtime.process.assembly;

/** The same with processes that the JDK starts. */
@Portable
class PortableUnmarkedMembersTest extends UnmarkedMembersTest {
}

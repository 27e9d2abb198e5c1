package io.quarkiverse.processmanager.service;

/**
 * A Maven artifact with a program for one platform. The build resolves it in dev mode and in tests, if the machine has no program.
 *
 * @param coordinates {@code group:artifact}
 * @param version the version without {@code service.version}
 * @param entry a regular expression for the entry of the jar. An archive ({@code .txz}) is unpacked, and has the directory
 *        {@code bin}; another entry is the program itself
 */
public record ServiceArtifact(String coordinates, String version, String entry) {
}

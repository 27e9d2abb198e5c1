package io.quarkiverse.processmanager.service;

import java.util.List;

/**
 * A Maven artifact with a program. The build resolves it in dev mode and in tests, if the machine has no program. It has one of two
 * kinds: a file that contains the program for one platform or for each, or the class path of a Java program, see {@link #classPath}.
 *
 * @param coordinates {@code group:artifact} for a jar, {@code group:artifact::zip} for another type
 * @param version the version without {@code service.version}
 * @param entry a regular expression for the entry of the file. An archive ({@code .txz}) and a directory, whose name ends with a
 *        slash, are unpacked, and have the directory {@code bin}; another entry is the program itself. Empty for a class path
 * @param additions more artifacts of a class path, each as {@code group:artifact:version}
 */
public record ServiceArtifact(String coordinates, String version, String entry, List<String> additions) {

    public ServiceArtifact {
        additions = List.copyOf(additions);
    }

    /** A file that contains the program for one platform or for each. */
    public ServiceArtifact(String coordinates, String version, String entry) {
        this(coordinates, version, entry, List.of());
    }

    /**
     * A Java program: the jar with all its dependencies, which run with the {@code java} command of the application. The key in
     * {@link ServiceProgram#artifacts} is {@link ServiceProgram#ANY_PLATFORM}, and {@link ServiceInstance#java} is the command.
     *
     * @param additions more artifacts, each as {@code group:artifact:version}, such as an implementation of a logging facade
     */
    public static ServiceArtifact classPath(String coordinates, String version, String... additions) {
        return new ServiceArtifact(coordinates, version, "", List.of(additions));
    }

    /** Whether the artifact is the class path of a Java program. */
    public boolean isClassPath() {
        return entry.isEmpty();
    }
}

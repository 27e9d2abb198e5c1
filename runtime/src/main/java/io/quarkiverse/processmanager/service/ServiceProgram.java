package io.quarkiverse.processmanager.service;

import java.util.List;
import java.util.Map;

/**
 * Where the program of a service is found: in {@code service.home}, on the {@code PATH}, in the usual directories, in a Maven
 * artifact. Immutable.
 *
 * @param executables the names of the programs that the service needs, which are all in one directory. The first one serves;
 *        empty for a Java program that is an artifact only
 * @param directories the usual directories besides the {@code PATH}; a star stands for any part of one name, as in
 *        {@code /usr/lib/postgresql/*}{@code /bin}. A number at the place of a star is the version
 * @param artifacts the Maven artifacts with the program, by platform: {@code linux-x86_64}, {@code linux-aarch64},
 *        {@code mac-x86_64}, {@code mac-aarch64}, or {@link #ANY_PLATFORM}
 * @param packages the names of the packages with the program, each as {@code postgresql (Debian)}
 * @param unprivileged the users of which one runs the program if the application runs as root, because the program refuses root;
 *        empty if the program runs as root too. {@code nobody} follows the list
 */
public record ServiceProgram(List<String> executables, List<String> directories, Map<String, ServiceArtifact> artifacts,
        List<String> packages, List<String> unprivileged) {

    /** The platform of an artifact that runs on each platform, as a Java program does. */
    public static final String ANY_PLATFORM = "any";

    /** A service without a program to find, such as one that runs an npm script. */
    public static final ServiceProgram NONE = new ServiceProgram(List.of(), List.of(), Map.of(), List.of(), List.of());

    public ServiceProgram {
        executables = List.copyOf(executables);
        directories = List.copyOf(directories);
        artifacts = Map.copyOf(artifacts);
        packages = List.copyOf(packages);
        unprivileged = List.copyOf(unprivileged);
    }

    /**
     * A Java program that is a Maven artifact only.
     *
     * @param artifact the class path, see {@link ServiceArtifact#classPath}
     */
    public static ServiceProgram ofJava(ServiceArtifact artifact) {
        return new ServiceProgram(List.of(), List.of(), Map.of(ANY_PLATFORM, artifact), List.of(), List.of());
    }

    /** The program that serves; empty for a Java program that is an artifact only. */
    public String main() {
        return executables.isEmpty() ? "" : executables.get(0);
    }
}

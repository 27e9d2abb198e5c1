package io.quarkiverse.processmanager.service;

import java.util.List;
import java.util.Map;

/**
 * Where the program of a service is found: in {@code service.home}, on the {@code PATH}, in the usual directories, in a Maven
 * artifact. Immutable.
 *
 * @param executables the names of the programs that the service needs, which are all in one directory. The first one serves
 * @param directories the usual directories besides the {@code PATH}; a star stands for any part of one name, as in
 *        {@code /usr/lib/postgresql/*}{@code /bin}. A number at the place of a star is the version
 * @param artifacts the Maven artifacts with the program, by platform: {@code linux-x86_64}, {@code linux-aarch64},
 *        {@code mac-x86_64}, {@code mac-aarch64}
 * @param packages the names of the packages with the program, each as {@code postgresql (Debian)}
 * @param unprivileged the users of which one runs the program if the application runs as root, because the program refuses root;
 *        empty if the program runs as root too. {@code nobody} follows the list
 */
public record ServiceProgram(List<String> executables, List<String> directories, Map<String, ServiceArtifact> artifacts,
        List<String> packages, List<String> unprivileged) {

    public ServiceProgram {
        executables = List.copyOf(executables);
        directories = List.copyOf(directories);
        artifacts = Map.copyOf(artifacts);
        packages = List.copyOf(packages);
        unprivileged = List.copyOf(unprivileged);
    }

    /** The program that serves. */
    public String main() {
        return executables.get(0);
    }
}

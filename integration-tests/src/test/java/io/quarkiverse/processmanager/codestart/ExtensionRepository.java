package io.quarkiverse.processmanager.codestart;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A Maven repository with the extension of this build, in front of the local one. The tools of Quarkus resolve an extension from a
 * repository only, and a build does not install it.
 */
final class ExtensionRepository {

    private static final String LOCAL = "maven.repo.local";
    private static final String TAIL = "maven.repo.local.tail";

    private ExtensionRepository() {
    }

    /** Makes the repository, and makes it the local one of this JVM. Returns what ends that. */
    static Runnable use(Path directory, String version) {
        String local = System.getProperty(LOCAL);
        String tail = System.getProperty(TAIL);
        Path artifact = directory.resolve("io/quarkiverse/processmanager/quarkus-process-manager").resolve(version);
        String name = "quarkus-process-manager-" + version;
        try {
            Files.createDirectories(artifact);
            jar(artifact.resolve(name + ".jar"), Path.of("../runtime/target/classes"), "META-INF");
            jar(artifact.resolve(name + "-codestarts.jar"), Path.of("../runtime/src/main"), "codestarts");
            Files.writeString(artifact.resolve(name + ".pom"), "<project><modelVersion>4.0.0</modelVersion>"
                    + "<groupId>io.quarkiverse.processmanager</groupId><artifactId>quarkus-process-manager</artifactId><version>"
                    + version + "</version></project>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty(TAIL, present(local) + (tail == null ? "" : "," + tail));
        System.setProperty(LOCAL, directory.toAbsolutePath().toString());
        return () -> {
            restore(LOCAL, local);
            restore(TAIL, tail);
        };
    }

    /** The local repository of the build; Surefire passes it as {@code localRepository}. */
    private static String present(String local) {
        return local != null ? local
                : System.getProperty("localRepository", Path.of(System.getProperty("user.home"), ".m2/repository").toString());
    }

    private static void restore(String key, String value) {
        if (value == null) {
            System.clearProperty(key);
        } else {
            System.setProperty(key, value);
        }
    }

    private static void jar(Path jar, Path root, String part) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root.resolve(part))) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : files) {
                entries.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
            }
        }
    }
}

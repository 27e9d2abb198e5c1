package io.quarkiverse.processmanager.deployment.artifact;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.program.ArtifactCoordinates;
import io.quarkiverse.processmanager.runtime.program.ArtifactFiles;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder.Unpacked;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder.Unpacking;
import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.quarkus.bootstrap.model.ApplicationModel;

/**
 * Answers the requests for the files of artifacts. A live reload finds the files of the build before it in the cache, which
 * belongs to the class loader of the deployment modules and lives as long as dev mode. A failure is not kept, so that the next
 * live reload tries again. Safe for use by several threads.
 */
final class ResolvedPrograms implements Function<Map<String, String>, Map<String, String>> {

    /** A longer class path is written into a file, so that the list of processes stays readable. */
    private static final int READABLE = 500;
    private static final Map<String, Resolved> CACHE = new ConcurrentHashMap<>();
    private static final Map<String, Unpacked> UNPACKED = new ConcurrentHashMap<>();

    private final ApplicationModel application;
    private final Path project;
    private final Path target;
    private final Map<List<String>, Map<String, String>> ofServices = new ConcurrentHashMap<>();

    /**
     * The files of an artifact.
     *
     * @param version the version of the program
     */
    private record Resolved(ArtifactFiles files, String version) {

        boolean exists() {
            return files.classPath().stream().allMatch(Files::exists) && files.argumentFile().map(Files::exists).orElse(true);
        }
    }

    ResolvedPrograms(ApplicationModel application, Path project, Path target) {
        this.application = application;
        this.project = project;
        this.target = target;
    }

    @Override
    public Map<String, String> apply(Map<String, String> request) {
        Optional<Unpacking> unpacking = Unpacking.of(request);
        if (unpacking.isEmpty() && !ArtifactFinder.wantsNewest(request)) {
            return files(request);
        }
        Map<String, String> answer = unpacking.map(this::unpack).orElseGet(() -> files(request));
        ofServices.put(unpacking.map(Unpacking::coordinates).orElseGet(() -> ArtifactFinder.coordinatesOf(request)), answer);
        return answer;
    }

    /** The answers about the programs of services. */
    Map<List<String>, Map<String, String>> ofServices() {
        return Map.copyOf(ofServices);
    }

    /** The program of a service. A version that is not complete means the newest one that begins with it. */
    private Map<String, String> unpack(Unpacking wanted) {
        String key = project + " " + wanted.artifact() + ":" + wanted.version();
        Unpacked cached = UNPACKED.get(key);
        if (cached != null && Files.isDirectory(cached.directory())) {
            return cached.texts();
        }
        try {
            DownloadLog log = new DownloadLog(wanted.artifact() + ":" + wanted.version(), wanted.processId(),
                    SystemClock::nanos);
            MavenFiles maven = new MavenFiles(application, project);
            ArtifactCoordinates exact = maven.newest(ArtifactCoordinates.parse(wanted.artifact() + ":" + wanted.version()));
            Path jar = maven.file(exact, log);
            log.finish();
            String version = exact.version().orElse(wanted.version());
            Unpacked program = new Unpacked(new UnpackedPrograms(target).directory(wanted, version, jar), version);
            UNPACKED.put(key, program);
            return program.texts();
        } catch (UnresolvedArtifactException | IOException e) {
            return ArtifactFinder.problem(Secrets.of(Map.of()).mask(e.getMessage()));
        } catch (LinkageError e) {
            return ArtifactFinder.problem("cannot be unpacked: the class path of this build has no Maven resolver ("
                    + e.getMessage() + ")");
        }
    }

    private Map<String, String> files(Map<String, String> request) {
        List<String> coordinates = ArtifactFinder.coordinatesOf(request);
        boolean newest = ArtifactFinder.wantsNewest(request);
        String key = project + " " + String.join(",", coordinates) + (newest ? " newest" : "");
        try {
            Resolved resolved = CACHE.get(key);
            if (resolved == null || !resolved.exists()) {
                resolved = find(ArtifactFinder.processOf(request), coordinates, newest);
                CACHE.put(key, resolved);
            }
            return newest ? ArtifactFinder.classPathAnswer(resolved.files(), resolved.version()) : resolved.files().texts();
        } catch (UnresolvedArtifactException | IOException e) {
            return ArtifactFinder.problem(Secrets.ofTexts().mask(e.getMessage()));
        } catch (LinkageError e) {
            return ArtifactFinder.problem("cannot be resolved: the class path of this build has no Maven resolver ("
                    + e.getMessage() + "); set command to the java command line that runs the program");
        }
    }

    private Resolved find(String processId, List<String> coordinates, boolean newest)
            throws UnresolvedArtifactException, IOException {
        List<ArtifactCoordinates> wanted = new ArrayList<>(coordinates.stream().map(ArtifactCoordinates::parse).toList());
        DownloadLog log = new DownloadLog(String.join(", ", coordinates), processId, SystemClock::nanos);
        MavenFiles maven = new MavenFiles(application, project);
        if (newest) {
            wanted.set(0, maven.newest(wanted.get(0)));
        }
        List<Path> files = maven.resolve(wanted, log);
        log.finish();
        Path program = files.get(0);
        if (!Files.isDirectory(program) && !isArchive(program)) {
            throw new UnresolvedArtifactException(coordinates.get(0) + " is the file " + program.getFileName()
                    + ", and the JDK runs a jar only");
        }
        String joined = String.join(File.pathSeparator, files.stream().map(Path::toString).toList());
        Optional<Path> argumentFile = files.size() > 1 && joined.length() > READABLE
                ? Optional.of(write(wanted.get(0).artifact(), joined))
                : Optional.empty();
        return new Resolved(new ArtifactFiles(files, mainClass(program), argumentFile), wanted.get(0).version().orElse(""));
    }

    private static boolean isArchive(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> mainClass(Path program) throws IOException {
        if (Files.isDirectory(program)) {
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(program.toFile())) {
            return Optional.ofNullable(jar.getManifest()).map(Manifest::getMainAttributes)
                    .map(attributes -> attributes.getValue(Attributes.Name.MAIN_CLASS)).map(String::strip);
        }
    }

    /** Writes the file at once, because another JVM of the same project can read it. The name depends on the content. */
    private Path write(String artifact, String classPath) throws IOException {
        Path directory = Files.createDirectories(target.resolve("process-manager").toAbsolutePath());
        Path file = directory.resolve(artifact + "-" + Integer.toHexString(classPath.hashCode()) + ".classpath");
        Path part = Files.createTempFile(directory, artifact, ".part");
        // The java command reads its argument files in the encoding of file names.
        Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
        Files.writeString(part, "-cp\n\"" + classPath.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n", encoding);
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

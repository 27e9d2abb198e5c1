package io.quarkiverse.processmanager.runtime.service;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkiverse.processmanager.runtime.program.ProgramPath;
import io.quarkiverse.processmanager.service.ServiceArtifact;
import io.quarkiverse.processmanager.service.ServiceProgram;

/**
 * Finds the program of a service: in {@code service.home}, else on the {@code PATH}, else in the usual directories, else in a Maven
 * artifact, which only a build in dev mode or in tests resolves. This reads directories, and can download.
 */
public final class ProgramSearch {

    private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)*)");

    private final String processId;
    private final ServiceProgram program;
    private final Optional<String> version;
    private final String searchPath;

    /**
     * @param processId the process that messages about downloads name
     * @param version the wanted version, or its beginning; empty for any
     * @param searchPath the directories of {@code PATH}
     */
    public ProgramSearch(String processId, ServiceProgram program, Optional<String> version, String searchPath) {
        this.processId = processId;
        this.program = program;
        this.version = version;
        this.searchPath = searchPath;
    }

    /**
     * The program in a directory, or in the directory {@code bin} below it.
     *
     * @throws IllegalArgumentException with the end of a sentence about {@code service.home}
     */
    public FoundProgram in(Path home) {
        if (program.executables().isEmpty()) {
            throw new IllegalArgumentException("has no meaning: the program is the Maven artifact "
                    + program.artifacts().get(ServiceProgram.ANY_PLATFORM).coordinates()
                    + "; remove service.home, or set command");
        }
        for (Path directory : List.of(home.resolve("bin"), home)) {
            if (isComplete(directory)) {
                return new FoundProgram(directory, versionOf(directory));
            }
        }
        throw new IllegalArgumentException(
                home + " has no " + String.join(" and ", program.executables()) + ", neither in itself nor in bin");
    }

    /**
     * Searches all other places.
     *
     * @throws IllegalArgumentException with the end of a sentence about {@code service}
     */
    public FoundProgram anywhere() {
        List<FoundProgram> installed = installed();
        for (FoundProgram found : installed) {
            if (matches(found.version())) {
                return found;
            }
        }
        Optional<ServiceArtifact> artifact = Optional.ofNullable(program.artifacts().get(platform()))
                .or(() -> Optional.ofNullable(program.artifacts().get(ServiceProgram.ANY_PLATFORM)));
        if (artifact.isEmpty()) {
            throw new IllegalArgumentException(missing(installed, ""));
        }
        try {
            return artifact.get().isClassPath() ? ofClassPath(artifact.get()) : ofArtifact(artifact.get());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(missing(installed,
                    ". The Maven artifact " + artifact.get().coordinates() + " " + e.getMessage()), e);
        }
    }

    private FoundProgram ofClassPath(ServiceArtifact artifact) {
        List<String> coordinates = new ArrayList<>(
                List.of(artifact.coordinates() + ":" + version.orElse(artifact.version())));
        coordinates.addAll(artifact.additions());
        ArtifactFinder.ClassPath found = ArtifactFinder.classPath(processId, coordinates);
        return new FoundProgram(found.directory(), Optional.of(found.version()), found.options());
    }

    private FoundProgram ofArtifact(ServiceArtifact artifact) {
        ArtifactFinder.Unpacked unpacked = ArtifactFinder.unpack(new ArtifactFinder.Unpacking(processId, artifact.coordinates(),
                version.orElse(artifact.version()), artifact.entry(), program.main()));
        FoundProgram found = new FoundProgram(unpacked.directory(), Optional.of(unpacked.version()));
        if (!isComplete(found.directory())) {
            throw new IllegalArgumentException("has no " + String.join(" and ", program.executables()));
        }
        return found;
    }

    /** The complete programs, those on the {@code PATH} first, then the newest. */
    private List<FoundProgram> installed() {
        List<FoundProgram> found = new ArrayList<>();
        new ProgramPath(searchPath).entries().stream().filter(name -> !name.isEmpty()).map(Path::of).filter(Path::isAbsolute)
                .forEach(entry -> onPath(entry).ifPresent(directory -> add(found, directory)));
        List<Path> usual = new ArrayList<>();
        program.directories().forEach(pattern -> usual.addAll(expand(pattern)));
        usual.sort(Comparator.comparing(ProgramSearch::numbers).reversed());
        usual.stream().filter(this::isComplete).forEach(directory -> add(found, directory));
        return found;
    }

    private static void add(List<FoundProgram> found, Path directory) {
        if (found.stream().noneMatch(other -> other.directory().equals(directory))) {
            found.add(new FoundProgram(directory, versionOf(directory)));
        }
    }

    /** A directory of the {@code PATH} can have a link to one program only; the directory of the target has the others. */
    private Optional<Path> onPath(Path directory) {
        Path main = directory.resolve(program.main());
        if (program.executables().isEmpty() || !Files.isExecutable(main)) {
            return Optional.empty();
        }
        try {
            Path real = main.toRealPath().getParent();
            if (isComplete(real)) {
                return Optional.of(real);
            }
        } catch (IOException e) {
            // The directory of the link is left.
        }
        return Optional.of(directory).filter(this::isComplete);
    }

    private boolean isComplete(Path directory) {
        return !program.executables().isEmpty() && Files.isExecutable(directory.resolve(program.main()))
                && program.executables().stream().allMatch(name -> FoundProgram.find(directory, name).isPresent());
    }

    /** The existing directories that a pattern means. */
    private static List<Path> expand(String pattern) {
        List<Path> directories = new ArrayList<>(List.of(Path.of("/")));
        for (String part : pattern.split("/")) {
            List<Path> next = new ArrayList<>();
            for (Path directory : part.isEmpty() ? List.<Path> of() : directories) {
                next.addAll(part.indexOf('*') < 0 ? List.of(directory.resolve(part)) : children(directory, part));
            }
            directories = part.isEmpty() ? directories : next;
        }
        return directories.stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> children(Path directory, String pattern) {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
                stream.forEach(children::add);
            } catch (IOException e) {
                // A directory that cannot be read has no program for this application.
                return List.of();
            }
        }
        return children;
    }

    /** The version in the names of the directory: the last number, without that of the machine, such as {@code x86_64}. */
    static Optional<String> versionOf(Path directory) {
        Optional<String> last = Optional.empty();
        for (Path name : directory) {
            Matcher number = NUMBER.matcher(name.toString().replaceAll("x86_64|amd64|arm64|aarch64|i386|lib64|lib32", ""));
            while (number.find()) {
                last = Optional.of(number.group(1));
            }
        }
        return last;
    }

    /** A text that sorts as the version of the directory does. */
    private static String numbers(Path directory) {
        StringBuilder sorted = new StringBuilder();
        for (String part : versionOf(directory).orElse("0").split("\\.")) {
            sorted.append("0".repeat(Math.max(0, 10 - part.length()))).append(part).append('.');
        }
        return sorted.toString();
    }

    private boolean matches(Optional<String> found) {
        return version.isEmpty() || found.filter(
                some -> some.equals(version.get()) || some.startsWith(version.get() + ".")).isPresent();
    }

    private String missing(List<FoundProgram> installed, String more) {
        if (program.executables().isEmpty()) {
            return "has no program" + more;
        }
        String wanted = program.main() + version.map(some -> " " + some).orElse("");
        String others = installed.isEmpty() ? ""
                : installed.stream()
                        .map(found -> found.directory()
                                + found.version().map(some -> " (" + some + ")").orElse(" (version not known)"))
                        .reduce((one, other) -> one + ", " + other).map(list -> ", only " + list).orElse("");
        return "has no program: " + wanted + " is neither on the PATH nor in " + String.join(", ", program.directories())
                + others + "; install " + String.join(" or ", program.packages())
                + ", or set service.home to the directory of the program" + more;
    }

    /** The platform of this JVM: {@code linux-x86_64}, {@code mac-aarch64}. */
    static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "mac" : os.startsWith("windows") ? "windows" : os;
        return system + "-" + (Stream.of("amd64", "x86_64").anyMatch(arch::equals) ? "x86_64"
                : Stream.of("aarch64", "arm64").anyMatch(arch::equals) ? "aarch64" : arch);
    }
}

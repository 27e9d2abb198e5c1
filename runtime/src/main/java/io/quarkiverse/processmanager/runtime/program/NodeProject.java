package io.quarkiverse.processmanager.runtime.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory with a {@code package.json}, as its files are now.
 *
 * @param directory the directory of the {@code package.json}
 * @param description what the {@code package.json} says
 * @param manager the package manager
 * @param root the directory of the lock file, which is above the directory of a workspace; where dependencies are installed
 * @param lockFile the lock file
 */
public record NodeProject(Path directory, PackageJson description, PackageManager manager, Path root, Optional<Path> lockFile) {

    private static final String DESCRIPTION = "package.json";

    /**
     * Reads the nearest {@code package.json}: in the directory, else in the directories above it up to that of the repository.
     *
     * @throws IllegalArgumentException with the end of a sentence about the setting
     */
    public static NodeProject find(Path start) {
        Path directory = upwards(start).stream().filter(some -> Files.isRegularFile(some.resolve(DESCRIPTION))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "needs a package.json, and there is none in " + start.toAbsolutePath()
                                + " or above it in the repository; set cwd to its directory"));
        PackageJson description = read(directory.resolve(DESCRIPTION));
        for (Path some : upwards(directory)) {
            if (!some.equals(directory) && !isWorkspace(some, directory)) {
                continue;
            }
            Set<PackageManager> found = lockedBy(some);
            Optional<PackageManager> named = named(some, directory, description);
            if (!found.isEmpty() || named.isPresent()) {
                PackageManager manager = named.orElseGet(() -> only(found, some));
                return new NodeProject(directory, description, manager, some, lockFile(some, manager));
            }
        }
        return new NodeProject(directory, description, PackageManager.NPM, directory, Optional.empty());
    }

    /** The directory and those above it, up to the root of the repository, or all if there is no repository. */
    private static List<Path> upwards(Path start) {
        List<Path> all = new ArrayList<>();
        for (Path some = start.toAbsolutePath().normalize(); some != null; some = some.getParent()) {
            all.add(some);
            if (Files.exists(some.resolve(".git"))) {
                break;
            }
        }
        return all;
    }

    private static Optional<PackageManager> named(Path some, Path directory, PackageJson description) {
        PackageJson own = some.equals(directory) ? description
                : Files.isRegularFile(some.resolve(DESCRIPTION)) ? read(some.resolve(DESCRIPTION)) : null;
        return own == null ? Optional.empty()
                : own.packageManager().flatMap(name -> PackageManager.named(name, own.yarnVersion()));
    }

    /** Whether the package below is one of the packages of the root, which share its lock file. */
    private static boolean isWorkspace(Path root, Path below) {
        Path relative = root.relativize(below);
        Path file = root.resolve(DESCRIPTION);
        Path pnpm = root.resolve("pnpm-workspace.yaml");
        return Files.isRegularFile(pnpm) && Workspaces.ofPnpm(text(pnpm)).contains(relative)
                || Files.isRegularFile(file) && read(file).workspaces().contains(relative);
    }

    private static Set<PackageManager> lockedBy(Path directory) {
        Set<PackageManager> found = EnumSet.noneOf(PackageManager.class);
        for (PackageManager manager : PackageManager.values()) {
            if (lockFile(directory, manager).isPresent()) {
                found.add(manager);
            }
        }
        if (found.contains(PackageManager.YARN)) {
            found.remove(isClassic(directory) ? PackageManager.YARN : PackageManager.YARN_CLASSIC);
        }
        return found;
    }

    private static boolean isClassic(Path directory) {
        return !Files.exists(directory.resolve(".yarnrc.yml"))
                && text(directory.resolve("yarn.lock")).contains("# yarn lockfile v1");
    }

    private static PackageManager only(Set<PackageManager> found, Path directory) {
        if (found.size() > 1) {
            String files = found.stream().map(manager -> lockFile(directory, manager).orElseThrow().getFileName().toString())
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "cannot choose a package manager, because " + directory + " has the lock files of"
                            + " several: " + files + "; remove all but one, or set packageManager in package.json");
        }
        return found.iterator().next();
    }

    private static Optional<Path> lockFile(Path directory, PackageManager manager) {
        return manager.lockFiles().stream().map(directory::resolve).filter(Files::isRegularFile).findFirst();
    }

    private static PackageJson read(Path file) {
        try {
            return PackageJson.parse(text(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read as UTF-8 text", e);
        }
    }

    /**
     * The command of a script.
     *
     * @throws IllegalArgumentException if there is no such script, with those that there are
     */
    public String script(String name) {
        String command = description.scripts().get(name);
        if (command == null) {
            throw new IllegalArgumentException("'" + name + "' is not a script of " + directory.resolve(DESCRIPTION)
                    + (description.scripts().isEmpty() ? ", which has none"
                            : "; its scripts are " + String.join(", ", description.scripts().keySet())));
        }
        return command;
    }

    /** The command line that runs a script. */
    public List<String> run(String script, List<String> arguments, String searchPath) {
        return command(manager.run(script, arguments), searchPath);
    }

    /** The command line that installs the dependencies; with a lock file it changes no file of the project. */
    public List<String> install(String searchPath) {
        return command(manager.install(lockFile.isPresent()), searchPath);
    }

    /** Corepack, which comes with Node, runs a pnpm or Yarn that is not installed, in the version of {@code packageManager}. */
    private List<String> command(List<String> arguments, String searchPath) {
        List<String> words = new ArrayList<>();
        boolean byCorepack = manager != PackageManager.NPM && manager != PackageManager.BUN;
        if (byCorepack && !isOn(searchPath, manager.program()) && isOn(searchPath, "corepack")) {
            words.add("corepack");
        }
        words.add(manager.program());
        words.addAll(arguments);
        return words;
    }

    private static boolean isOn(String searchPath, String program) {
        ProgramPath path = new ProgramPath(searchPath);
        return !searchPath.isEmpty() && Stream.of("", ".cmd", ".exe")
                .flatMap(extension -> path.files(program + extension, Path.of("")).stream())
                .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }

    /** Whether the project has dependencies at all. */
    public boolean needsInstallation() {
        return description.needsInstallation() || !root.equals(directory);
    }

    /**
     * The file that shows that the installed dependencies are those of the lock file: the package manager writes it at the end
     * of an installation, so an interrupted installation has none, or one that is older than the lock file. Without a lock file,
     * it must not be older than the {@code package.json}.
     */
    public Optional<Path> installed() {
        FileTime wanted = modified(lockFile.orElseGet(() -> directory.resolve(DESCRIPTION)));
        return manager.marks().stream().map(root::resolve).filter(Files::exists)
                .filter(mark -> modified(mark).compareTo(wanted) >= 0).findFirst();
    }

    /** A text that changes with the content of the lock file, or with the dependencies if there is none. */
    public String revision() {
        return Integer.toHexString(text(lockFile.filter(file -> !file.toString().endsWith("lockb"))
                .orElseGet(() -> directory.resolve(DESCRIPTION))).hashCode());
    }

    /** The files whose change matters. */
    public Set<Path> files() {
        Set<Path> files = new TreeSet<>(Set.of(directory.resolve(DESCRIPTION)));
        lockFile.ifPresent(files::add);
        return files;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}

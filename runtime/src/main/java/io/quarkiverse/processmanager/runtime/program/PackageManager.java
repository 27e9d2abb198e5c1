package io.quarkiverse.processmanager.runtime.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The package managers of Node: their lock files, and the command lines that run a script and install dependencies. */
public enum PackageManager {

    NPM("npm", List.of("package-lock.json", "npm-shrinkwrap.json"), List.of("node_modules/.package-lock.json"),
            List.of("install", "--no-audit", "--no-fund"), List.of("ci", "--no-audit", "--no-fund")),
    PNPM("pnpm", List.of("pnpm-lock.yaml"), List.of("node_modules/.modules.yaml"), List.of("install", "--no-frozen-lockfile"),
            List.of("install", "--frozen-lockfile")),
    YARN_CLASSIC("yarn", List.of("yarn.lock"), List.of("node_modules/.yarn-integrity"), List.of("install"),
            List.of("install", "--frozen-lockfile")),
    /** Yarn 2 and later. */
    YARN("yarn", List.of("yarn.lock"), List.of("node_modules/.yarn-state.yml", ".yarn/install-state.gz"),
            List.of("install", "--no-immutable"), List.of("install", "--immutable")),
    BUN("bun", List.of("bun.lock", "bun.lockb"), List.of("node_modules"), List.of("install"),
            List.of("install", "--frozen-lockfile"));

    private final String program;
    private final List<String> lockFiles;
    private final List<String> marks;
    private final List<String> install;
    private final List<String> installLocked;

    PackageManager(String program, List<String> lockFiles, List<String> marks, List<String> install,
            List<String> installLocked) {
        this.program = program;
        this.lockFiles = lockFiles;
        this.marks = marks;
        this.install = install;
        this.installLocked = installLocked;
    }

    /** The name of the command. */
    public String program() {
        return program;
    }

    /** The names of the files that fix the versions of all dependencies. */
    List<String> lockFiles() {
        return lockFiles;
    }

    /** The files that the package manager writes at the end of an installation. */
    List<String> marks() {
        return marks;
    }

    /** The package manager that a {@code packageManager} field names. */
    static Optional<PackageManager> named(String name, Optional<String> yarnVersion) {
        return switch (name) {
            case "npm" -> Optional.of(NPM);
            case "pnpm" -> Optional.of(PNPM);
            case "yarn" -> Optional.of(yarnVersion.filter("1"::equals).isPresent() ? YARN_CLASSIC : YARN);
            case "bun" -> Optional.of(BUN);
            default -> Optional.empty();
        };
    }

    /** The words after the program that run a script. npm passes arguments on only behind two dashes. */
    List<String> run(String script, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("run", script));
        if (this == NPM && !arguments.isEmpty()) {
            words.add("--");
        }
        words.addAll(arguments);
        return words;
    }

    /** The words after the program that install the dependencies. With a lock file they change no file of the project. */
    List<String> install(boolean locked) {
        return locked ? installLocked : install;
    }
}

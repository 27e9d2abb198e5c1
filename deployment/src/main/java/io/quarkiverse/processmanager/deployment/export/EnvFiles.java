package io.quarkiverse.processmanager.deployment.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.runtime.definition.Variables;

/**
 * The environment files of a process. Other engines have another order than the process manager, so the names of their variables
 * say what a document must not set, and what it must set again. Immutable.
 *
 * @param common the files of all processes, as the configuration has them
 * @param own the files of the process, which override them
 * @param overridden the variables of the process that the files override: those of its ports, its dependencies and its pattern
 * @param overriding the variables of the process that override those of the files
 * @param unread the files that the build cannot read, so that their names are not known
 */
public record EnvFiles(List<Path> common, List<Path> own, Set<String> overridden, Set<String> overriding, List<Path> unread) {

    public EnvFiles {
        common = List.copyOf(common);
        own = List.copyOf(own);
        overridden = Set.copyOf(overridden);
        overriding = Set.copyOf(overriding);
        unread = List.copyOf(unread);
    }

    /**
     * Reads the names in the files.
     *
     * @param project the directory at which the paths start
     * @param ownVariables the names in {@code env} of the process
     * @param variables the names of these and of those of all processes and of the pattern
     */
    static EnvFiles of(Path project, List<Path> common, List<Path> own, Set<String> ownVariables, Set<String> variables) {
        List<Path> unread = new ArrayList<>();
        Set<String> ofAll = names(project, common, unread);
        Set<String> ofProcess = names(project, own, unread);
        ofAll.removeAll(ofProcess);
        Set<String> overriding = new TreeSet<>(variables);
        overriding.retainAll(ofAll);
        overriding.addAll(ownVariables);
        Set<String> overridden = new TreeSet<>(ofAll);
        overridden.addAll(ofProcess);
        overridden.removeAll(overriding);
        return new EnvFiles(common, own, overridden, overriding, unread);
    }

    private static Set<String> names(Path project, List<Path> files, List<Path> unread) {
        Map<String, String> variables = new TreeMap<>();
        for (Path file : files) {
            Variables.read(project.resolve(file), variables, (setting, problem) -> unread.add(file));
        }
        return new TreeSet<>(variables.keySet());
    }

    /** The files in the order in which a later one overrides an earlier one. */
    public List<Path> all() {
        return Stream.concat(common.stream(), own.stream()).toList();
    }
}

package io.quarkiverse.processmanager.runtime.program;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a program that comes from Maven artifacts. The class loader of a build passes them to that of the application,
 * so they can be written as a map of texts.
 *
 * @param classPath the files on the class path; the first one is the program
 * @param manifestMain the main class in the manifest of the first file
 * @param argumentFile a file with the option for the class path, in the syntax of the {@code java} command, for a class path
 *        that would make the command line unreadable
 */
public record ArtifactFiles(List<Path> classPath, Optional<String> manifestMain, Optional<Path> argumentFile) {

    private static final String CLASS_PATH = "class-path";
    private static final String MAIN = "main";
    private static final String ARGUMENTS = "argument-file";

    public ArtifactFiles {
        classPath = List.copyOf(classPath);
    }

    static ArtifactFiles of(Map<String, String> texts) {
        return new ArtifactFiles(Stream.of(texts.getOrDefault(CLASS_PATH, "").split(File.pathSeparator)).map(Path::of).toList(),
                Optional.ofNullable(texts.get(MAIN)), Optional.ofNullable(texts.get(ARGUMENTS)).map(Path::of));
    }

    /** The files as texts. */
    public Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>(Map.of(CLASS_PATH, joined()));
        manifestMain.ifPresent(name -> texts.put(MAIN, name));
        argumentFile.ifPresent(file -> texts.put(ARGUMENTS, file.toString()));
        return texts;
    }

    /** The class path as one text. */
    public String joined() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}

package io.quarkiverse.processmanager.runtime.program;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * The command line that runs a program from Maven artifacts with the JDK of the application.
 *
 * @param processId the process
 * @param artifacts the coordinates; the first are those of the program
 * @param mainClass the main class, or the path of a Java source file
 * @param javaOptions the options of the JVM
 */
public record JavaCommand(String processId, List<String> artifacts, Optional<String> mainClass, List<String> javaOptions) {

    /** The value of an option, after an equals sign, may have spaces. */
    private static final Pattern SEVERAL = Pattern.compile("-[^\\s=]+\\s+-\\S.*");

    /** The path of the {@code java} command that runs the application. */
    public static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", File.separatorChar == '\\' ? "java.exe" : "java").toString();
    }

    /**
     * The program and its arguments. With a problem the words are incomplete.
     *
     * @param problems receives each problem as a setting and the end of a sentence
     */
    public List<String> words(List<String> arguments, BiConsumer<String, String> problems) {
        List<String> words = new ArrayList<>(List.of(executable()));
        javaOptions.stream().filter(option -> SEVERAL.matcher(option).matches()).findFirst().ifPresent(
                option -> problems.accept("java-options", "has several options in one element; put a comma between them"));
        if (hasValidCoordinates(problems)) {
            try {
                words.addAll(javaOptions);
                addProgram(ArtifactFinder.find(processId, artifacts), words, problems);
            } catch (IllegalArgumentException e) {
                problems.accept("artifact", String.valueOf(e.getMessage()));
            }
        }
        words.addAll(arguments);
        return words;
    }

    private boolean hasValidCoordinates(BiConsumer<String, String> problems) {
        Set<String> seen = new HashSet<>();
        for (String text : artifacts) {
            try {
                ArtifactCoordinates.parse(text);
            } catch (IllegalArgumentException e) {
                problems.accept("artifact", String.valueOf(e.getMessage()));
                return false;
            }
            if (!seen.add(text)) {
                problems.accept("artifact", "names " + text + " twice");
                return false;
            }
        }
        return true;
    }

    /** Starts a jar without dependencies as {@code java -jar} does, which also reads the other entries of its manifest. */
    private void addProgram(ArtifactFiles files, List<String> words, BiConsumer<String, String> problems) {
        if (mainClass.isEmpty() && files.manifestMain().isEmpty()) {
            problems.accept("artifact",
                    artifacts.get(0) + " has no main class in its manifest; set main-class to the class with the method main");
        } else if (mainClass.isEmpty() && files.classPath().size() == 1) {
            words.addAll(List.of("-jar", files.joined()));
        } else {
            words.addAll(files.argumentFile().map(file -> List.of("@" + file)).orElse(List.of("-cp", files.joined())));
            words.add(mainClass.or(files::manifestMain).orElseThrow());
        }
    }
}

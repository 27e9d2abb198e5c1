package io.quarkiverse.processmanager;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is executed, where and with which environment. A change of any of it restarts a running process.
 *
 * @param words the program and its arguments, each passed to the program as it is. With {@code shell} the first word is the
 *        script and the others are its {@code $1}, {@code $2}, and so on
 * @param shell whether {@code sh -c} runs the first word
 * @param directory the working directory; absent means the one of the application
 * @param environment variables set for the process, on top of the inherited ones
 * @param inheritEnvironment whether the process also gets the environment of the application
 */
public record Command(List<String> words, boolean shell, Optional<Path> directory, Map<String, String> environment,
        boolean inheritEnvironment) {

    public Command {
        words = List.copyOf(words);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** A program with its arguments in the directory and with the environment of the application. */
    public static Command of(String... words) {
        return new Command(List.of(words), false, Optional.empty(), Map.of(), true);
    }

    /** Names the program and the variables. Arguments and values can be secrets, so they are left out. */
    @Override
    public String toString() {
        String program = shell ? "sh -c" : words.isEmpty() ? "nothing" : words.get(0);
        return "Command[" + program + " with " + Math.max(0, words.size() - 1) + " arguments, directory=" + directory
                + ", variables=" + environment.keySet() + "]";
    }
}

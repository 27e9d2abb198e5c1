package io.quarkiverse.processmanager.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs in C: the supervisor, and the terminal. Each round is one call.
 *
 * @param supervisor the path of the supervisor
 * @param child the path of the program that both supervisors run
 */
record Yardstick(Path supervisor, Path child) {

    /** The command of a child. */
    String[] child(String... arguments) {
        List<String> words = new ArrayList<>(List.of(child.toString()));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    /** Runs one round of the supervisor in C, and returns the numbers of each line that it writes. */
    List<long[]> round(String what, Object... arguments) {
        List<String> words = new ArrayList<>(List.of(supervisor.toString(), what, child.toString()));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return run(words);
    }

    /** Runs a command in the terminal in C, and returns the numbers of each line that the terminal writes. */
    List<long[]> terminal(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(supervisor.resolveSibling("terminal").toString()));
        words.addAll(arguments);
        return run(words);
    }

    private static List<long[]> run(List<String> words) {
        try {
            Process process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            List<long[]> lines = numbers(process);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(words.get(0) + " has ended with " + process.exitValue());
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<long[]> numbers(Process process) throws IOException {
        List<long[]> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray());
            }
        }
        return lines;
    }
}

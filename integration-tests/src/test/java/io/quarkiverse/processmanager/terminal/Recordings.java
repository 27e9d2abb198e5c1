package io.quarkiverse.processmanager.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The screens in the guide. With {@code -Drecordings} the tests record again each screen whose recording lacks a fact, with
 * {@code -Drecordings=all} each screen.
 */
final class Recordings {

    private static final Path FILES = Path.of("../docs/modules/ROOT/examples/terminal");
    private static final String WISH = System.getProperty("recordings");

    private final Path directory;

    /** @param directory the directory of the application, which has a short name in the recordings */
    Recordings(Path directory) {
        this.directory = directory;
    }

    /**
     * Waits until the screen has all these facts, and fails unless the recording has them too. Times and other numbers differ in
     * each run.
     */
    void check(String name, Supplier<List<String>> source, String... facts) throws IOException {
        List<String> screen = Lines.await(source, facts);
        Path file = FILES.resolve(name + ".txt");
        if (WISH != null && (WISH.equals("all") || Files.notExists(file)
                || !Lines.missing(Files.readAllLines(file), facts).isEmpty())) {
            Files.createDirectories(FILES);
            Files.write(file, Lines.trimmed(
                    screen.stream().map(this::shortened).toList()));
        }
        Lines.assertHas(Files.readAllLines(file), facts);
    }

    private String shortened(String line) {
        return line.replace(directory.toString(), "/home/me/demo").replace(directory.getParent().toString(), "/home/me");
    }
}

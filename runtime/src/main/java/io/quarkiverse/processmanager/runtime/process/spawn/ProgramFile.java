package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the beginning of a program shows.
 *
 * @param file the program
 */
public record ProgramFile(Path file) {

    /** How much of the first line the system reads. */
    private static final int LENGTH = 256;

    /** A file without anything in it would be taken for a script that has nothing to do, and succeed. */
    boolean isEmpty() {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The first line, byte for byte, with what comes before its line feed. */
    String firstLine() {
        List<String> lines = List.of(beginning().split("\n", 2));
        return lines.get(0);
    }

    /** Whether it is neither a text nor a program for the processor that this JVM runs on. */
    public boolean isForeign() {
        boolean binary = beginning().chars().anyMatch(c -> c < '\t' || c > '\r' && c < ' ' && c != '\033');
        return binary && !kind().equals(new ProgramFile(Path.of("/proc/self/exe")).kind());
    }

    /** In a header of ELF: what it is, the size of its words and their order; and the processor. */
    private String kind() {
        String header = beginning();
        return header.length() < 20 ? "" : header.substring(0, 6) + header.substring(18, 20);
    }

    private String beginning() {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LENGTH), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // A program can be executable and not readable.
            return "";
        }
    }
}

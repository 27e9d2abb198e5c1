package io.quarkiverse.processmanager.runtime.process.spawn.checks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file of a program; reads its first bytes.
 *
 * @param file the program
 */
public record ProgramFile(Path file) {

    /** The system reads so many bytes of the first line. */
    private static final int LENGTH = 256;

    /** Whether the file is empty. A shell would run it as an empty script, which succeeds. */
    boolean isEmpty() {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the file is a script of env. The system executes it even if env does not find the interpreter. */
    public boolean isScriptOfEnv() {
        return firstLine().matches("#![ \t]*\\S*/env([ \t].*)?");
    }

    /** The first line without its line feed, one character for each byte. */
    String firstLine() {
        List<String> lines = List.of(beginning().split("\n", 2));
        return lines.get(0);
    }

    /** Whether the file is neither a text nor a program for the processor of this JVM. */
    public boolean isForeign() {
        boolean binary = beginning().chars().anyMatch(c -> c < '\t' || c > '\r' && c < ' ' && c != '\033');
        return binary && !kind().equals(new ProgramFile(Path.of("/proc/self/exe")).kind());
    }

    /** The parts of an ELF header that identify the format, the word size, the byte order and the processor. */
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

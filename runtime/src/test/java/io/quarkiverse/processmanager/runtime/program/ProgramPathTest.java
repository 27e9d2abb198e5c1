package io.quarkiverse.processmanager.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramPathTest {

    /** No encoding has half of a pair of characters, as the encoding of the locale C has no umlaut. */
    private static final String UNREADABLE = "/opt/\uD800";

    @Test
    void anEntryThatThisJvmCannotRepresentIsSkippedAndCounted() {
        ProgramPath path = new ProgramPath("/a:" + UNREADABLE + "::b");

        assertThat(path.entries()).containsExactly("/a", "", "b");
        assertThat(path.size()).isEqualTo(4);
    }

    @Test
    void filesComeInTheOrderOfTheEntries(@TempDir Path directory) throws IOException {
        Path second = Files.createFile(Files.createDirectory(directory.resolve("second")).resolve("tool"));
        Path own = Files.createFile(directory.resolve("tool"));

        assertThat(new ProgramPath(UNREADABLE + ":second:").files("tool", directory)).containsExactly(second, own);
    }

    @Test
    void toolsOfTheSystemAreFoundWithAnyPath() {
        for (String text : new String[] { "", ":", "bin:.", UNREADABLE }) {
            assertThat(ProgramPath.ofTools(text).entries()).as(text).containsExactly("/usr/bin", "/bin", "/usr/sbin", "/sbin");
        }
        assertThat(ProgramPath.ofTools("/own::bin").entries()).startsWith("/own", "/usr/bin");
    }
}

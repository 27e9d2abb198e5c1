package io.quarkiverse.processmanager.runtime.process.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackDirectoryTest {

    @TempDir
    Path directory;

    private final Properties properties = new Properties();
    private String usable;
    private String unusable;

    @BeforeEach
    void prepare() throws IOException {
        usable = Files.createDirectory(directory.resolve("usable")).toString();
        // Nothing can be created below a file, also not by root.
        unusable = Files.createFile(directory.resolve("file")).resolve("below").toString();
        properties.setProperty("user.home", unusable);
        properties.setProperty("java.io.tmpdir", unusable);
    }

    @Test
    void theCacheOfTheUserOrTheTemporaryFilesAreEnough() {
        assertThat(UnpackDirectory.obstacle(properties, Map.of("XDG_CACHE_HOME", usable))).isEmpty();
        properties.setProperty("java.io.tmpdir", usable);
        assertThat(UnpackDirectory.obstacle(properties, Map.of())).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() {
        assertThat(UnpackDirectory.obstacle(properties, Map.of())).hasValue("JNA cannot unpack its library into " + unusable
                + ", which cannot be written; the system property jna.tmpdir names another directory");
    }

    @Test
    void theSystemPropertyWins() {
        properties.setProperty("jna.tmpdir", unusable);
        assertThat(UnpackDirectory.obstacle(properties, Map.of("XDG_CACHE_HOME", usable))).isPresent();

        properties.setProperty("jna.tmpdir", usable + "/new");
        assertThat(UnpackDirectory.obstacle(properties, Map.of())).isEmpty();
    }

    @Test
    void aUserWithoutAHomeHasTheTemporaryFiles() {
        properties.setProperty("user.home", "?");
        properties.setProperty("java.io.tmpdir", usable);

        UnpackDirectory.avoidRelative(properties, Map.of());

        assertThat(properties.getProperty("jna.tmpdir")).isEqualTo(usable);
        assertThat(UnpackDirectory.obstacle(properties, Map.of())).isEmpty();
        assertThat(Path.of("?")).doesNotExist();
    }

    @Test
    void aCacheOfTheUserStays() {
        UnpackDirectory.avoidRelative(properties, Map.of());

        assertThat(properties).doesNotContainKey("jna.tmpdir");
    }

    @Test
    void nothingIsUnpackedWhereTheLibraryIsInstalled() {
        properties.setProperty("jna.nounpack", "true");

        assertThat(UnpackDirectory.obstacle(properties, Map.of())).isEmpty();
    }
}

package io.quarkiverse.processmanager.runtime.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    Path root;

    @BeforeEach
    void twoFiles() throws IOException {
        write("src/a.sql", "create", NOW.minusSeconds(60));
        write("src/x/b.sql", "insert", NOW.minusSeconds(60));
    }

    @Test
    void theTimeOfAFileIsNoChange() throws IOException {
        FileContents before = contents();
        write("src/a.sql", "create", NOW.minusSeconds(30));

        FileContents after = contents(before);

        assertThat(after.digest()).isEqualTo(before.digest());
        assertThat(after.stamp()).isPresent().isNotEqualTo(before.stamp());
        assertThat(after.files()).isEqualTo(2);
    }

    @Test
    void aContentANameAndAFurtherFileAreChanges() throws IOException {
        String before = contents().digest();

        write("src/a.sql", "Create", NOW.minusSeconds(60));
        String content = contents().digest();
        Files.move(root.resolve("src/a.sql"), root.resolve("src/c.sql"));
        String name = contents().digest();
        write("src/empty.sql", "", NOW.minusSeconds(60));
        String further = contents().digest();

        assertThat(List.of(before, content, name, further)).doesNotHaveDuplicates();
    }

    @Test
    void aProjectElsewhereHasTheSameDigest(@TempDir Path other) throws IOException {
        String here = contents().digest();

        Files.createDirectories(other.resolve("src/x"));
        Files.writeString(other.resolve("src/a.sql"), "create");
        Files.writeString(other.resolve("src/x/b.sql"), "insert");

        assertThat(FileContents.of(new FileSet(other, List.of("src")), NOW, Optional.empty()).digest()).isEqualTo(here);
    }

    /** The content differs and nothing else does, so the equal digest shows that no content was read. */
    @Test
    void noContentIsReadIfNoSizeAndNoTimeHasChanged() throws IOException {
        FileContents before = contents();
        write("src/a.sql", "CREATE", NOW.minusSeconds(60));

        assertThat(contents(before)).isEqualTo(before);
        assertThat(contents().digest()).isNotEqualTo(before.digest());
    }

    /** A second change in the same tick of the clock leaves the time of the file as it is. */
    @Test
    void theTimesOfFilesThatHaveJustChangedProveNothing() throws IOException {
        write("src/a.sql", "create", NOW.minusMillis(5));
        FileContents before = contents();
        write("src/a.sql", "CREATE", NOW.minusMillis(5));

        assertThat(before.stamp()).isEmpty();
        assertThat(contents(before).digest()).isNotEqualTo(before.digest());
    }

    @Test
    void anEmptySetHasADigest() throws IOException {
        FileContents none = FileContents.of(new FileSet(root, List.of("nowhere")), NOW, Optional.empty());

        assertThat(none.files()).isZero();
        assertThat(none.digest()).hasSize(64);
    }

    private FileContents contents() throws IOException {
        return FileContents.of(new FileSet(root, List.of("src")), NOW, Optional.empty());
    }

    private FileContents contents(FileContents last) throws IOException {
        return FileContents.of(new FileSet(root, List.of("src")), NOW, Optional.of(last));
    }

    private void write(String name, String text, Instant modified) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}

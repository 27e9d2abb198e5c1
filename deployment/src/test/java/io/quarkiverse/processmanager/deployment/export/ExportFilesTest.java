package io.quarkiverse.processmanager.deployment.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the files of an earlier build. */
class ExportFilesTest {

    private static final String HEADING = ExportHeading.of(new ExportPlan("shop", 0, List.of(), Map.of(), List.of()), "x",
            List.of());

    @TempDir
    Path output;

    @Test
    void aUnitOfAProcessThatIsGoneIsDeletedAndAForeignOneStays() throws IOException {
        ExportFiles files = ExportFiles.in(output, Path.of("processes"));
        files.write("systemd/shop-old.service", HEADING + "[Unit]\n");
        files.write("systemd/shop.target", HEADING + "[Unit]\n");
        files.write("systemd/mine.service", "[Unit]\n");

        files.deleteOthers("systemd", Set.of("shop.target"));

        Path systemd = output.resolve("processes/systemd");
        assertThat(systemd.resolve("shop-old.service")).doesNotExist();
        assertThat(systemd.resolve("shop.target")).exists();
        assertThat(systemd.resolve("mine.service")).exists();
    }

    @Test
    void aFileOfTheUserIsWrittenOnce() throws IOException {
        ExportFiles files = ExportFiles.in(output, Path.of("deploy"));
        files.writeIfMissing(".env", "A=\n");
        files.write(".env", "A=secret\n");

        files.writeIfMissing(".env", "A=\n");

        assertThat(Files.readString(files.directory().resolve(".env"))).isEqualTo("A=secret\n");
        assertThat(files.directory()).isEqualTo(output.resolve("deploy"));
    }
}

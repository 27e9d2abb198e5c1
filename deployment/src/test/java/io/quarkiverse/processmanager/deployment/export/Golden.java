package io.quarkiverse.processmanager.deployment.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with the expected documents. {@code -Drecord} writes them. */
public final class Golden {

    private static final Path DIRECTORY = Path.of(System.getProperty("basedir", "."), "src/test/resources/export");

    private Golden() {
    }

    /** Compares a document with the file. */
    public static void assertEqual(String file, String document) throws IOException {
        assertEqual(DIRECTORY.resolve(file), document);
    }

    /** Compares a document with a file that the documentation shows. */
    public static void assertEqualToExample(String file, String document) throws IOException {
        assertEqual(Exports.EXAMPLES.resolve(file), document);
    }

    private static void assertEqual(Path golden, String document) throws IOException {
        if (System.getProperty("record") != null) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, document);
        }
        assertThat(document).as("%s; run the test with -Drecord, and check the new file", golden)
                .isEqualTo(Files.readString(golden));
    }
}

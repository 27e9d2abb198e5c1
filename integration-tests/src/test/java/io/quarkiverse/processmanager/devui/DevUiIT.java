package io.quarkiverse.processmanager.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

/**
 * All tests of the pages of the Dev UI, in one JVM of Failsafe, because each JVM would start dev mode and a browser for them. The
 * build leaves their classes out; {@code -Dit.test=GraphPageIT} runs one alone.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class DevUiIT {

    /** A class that is missing here would not run in a build. */
    @Test
    void noClassIsMissing() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(DevUiIT.class.getResource("DevUiIT.class").toURI()).getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.matches("\\w+IT\\.class"))
                    .map(name -> name.replace(".class", ""))).containsExactlyInAnyOrderElementsOf(
                            Stream.concat(Stream.of("DevUiIT"), Stream.of(DevUiIT.class.getDeclaredClasses())
                                    .map(nested -> nested.getSuperclass().getSimpleName())).toList());
        }
    }

    @Nested
    @Order(1)
    class Graph extends GraphPageIT {
    }

    @Nested
    @Order(2)
    class Logs extends LogsPageIT {
    }

    @Nested
    @Order(3)
    class Processes extends ProcessesPageIT {
    }

    @Nested
    @Order(4)
    class Timeline extends TimelinePageIT {
    }

    @Nested
    @Order(5)
    class Reloads extends WindowOverReloadsIT {
    }
}

package io.quarkiverse.processmanager.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.Lifecycle;
import io.quarkiverse.processmanager.runtime.rules.Trigger;

/** The picture in the documentation shows the table of the code. */
class LifecycleDiagramTest {

    private static final Path PICTURE = Path.of("../docs/modules/ROOT/images/lifecycle.svg");

    @Test
    void theArrowsAreTheMovesOfTheTable() {
        Set<String> moves = new TreeSet<>();
        for (ProcessPhase phase : ProcessPhase.values()) {
            for (Trigger trigger : Trigger.values()) {
                Lifecycle.next(phase, trigger).filter(next -> next != phase)
                        .ifPresent(next -> moves.add(phase + " " + trigger + " " + next));
            }
        }

        assertThat(LifecycleDiagram.moves()).isEqualTo(moves);
        assertThat(LifecycleDiagram.phases()).containsExactlyInAnyOrder(ProcessPhase.values());
    }

    @Test
    void thePictureInTheDocumentationIsTheRenderedOne() throws IOException {
        String wanted = LifecycleDiagram.svg();
        String found = Files.exists(PICTURE) ? Files.readString(PICTURE) : "";
        if (!found.equals(wanted)) {
            Files.writeString(PICTURE, wanted);
        }

        assertThat(found).as("%s was out of date and has been rendered again: look at it and commit it", PICTURE)
                .isEqualTo(wanted);
    }
}

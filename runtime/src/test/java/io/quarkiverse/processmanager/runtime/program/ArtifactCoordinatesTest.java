package io.quarkiverse.processmanager.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactCoordinatesTest {

    @Test
    void aVersionIsOptional() {
        assertThat(ArtifactCoordinates.parse("org.wiremock:wiremock"))
                .isEqualTo(new ArtifactCoordinates("org.wiremock", "wiremock", "", "jar", Optional.empty()));
    }

    @Test
    void classifierAndTypeStandBeforeTheVersionAsInQuarkus() {
        assertThat(ArtifactCoordinates.parse("g:a:linux:1.0"))
                .isEqualTo(new ArtifactCoordinates("g", "a", "linux", "jar", Optional.of("1.0")));
        assertThat(ArtifactCoordinates.parse("g:a:linux:zip:1.0"))
                .isEqualTo(new ArtifactCoordinates("g", "a", "linux", "zip", Optional.of("1.0")));
        assertThat(ArtifactCoordinates.parse("g:a::zip:1.0"))
                .isEqualTo(new ArtifactCoordinates("g", "a", "", "zip", Optional.of("1.0")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "g:a", "g:a:1.0", "g:a:linux:1.0", "g:a::zip:1.0", "g:a:linux:zip:1.0" })
    void theTextCanBeReadAgain(String text) {
        assertThat(ArtifactCoordinates.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "wiremock", "g:a:c:t:v:x", "g::1.0", "g:a:", "g:a:1 0", "g:a:../../x", "g:a:${v}" })
    void otherTextIsRefusedWithTheFormToWrite(String text) {
        assertThatThrownBy(() -> ArtifactCoordinates.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' are not the coordinates of a Maven artifact")
                .hasMessageEndingWith(
                        "use group:artifact:version, or group:artifact for the version that the application manages");
    }

    @Test
    void aRangeIsRefused() {
        assertThatThrownBy(() -> ArtifactCoordinates.parse("g:a:[1,2)"))
                .hasMessage("'g:a:[1,2)' has a range of versions; write one version");
    }
}

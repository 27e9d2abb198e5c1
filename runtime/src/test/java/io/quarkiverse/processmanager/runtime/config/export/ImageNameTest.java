package io.quarkiverse.processmanager.runtime.config.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

    @ParameterizedTest
    @ValueSource(strings = { "postgres", "postgres:16", "acme/api:1.2", "localhost:5000/acme/api", "",
            " hub.example.org/a/b-c ",
            "registry.example.org/acme/api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" })
    void aNameIsAccepted(String image) {
        assertThat(ImageName.problem(image)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://me:hunter2@hub.example.org/acme/api", "me:hunter2@hub.example.org/acme/api",
            "https://hunter2@hub.example.org/acme/api", "docker://me:h/un@hunter2@hub.example.org/acme/api" })
    void aUserOfTheRegistryIsRefusedAndNotShown(String image) {
        assertThat(ImageName.problem(image)).hasValue("contains a user of a registry, which no name of an image has; "
                + "write hub.example.org/acme/api, and log in to the registry, as with docker login or an image pull secret of "
                + "Kubernetes");
    }

    @Test
    void aUrlIsRefusedWithTheNameInIt() {
        assertThat(ImageName.problem("https://hub.example.org/acme/api:1")).hasValue(
                "is a URL, and an image has a name without a scheme; write hub.example.org/acme/api:1");
        assertThat(ImageName.problem("https://me:hunter2@hub.example.org/x?token=hunter2").orElseThrow())
                .contains("write registry.example.org/acme/api:1.2").doesNotContain("hunter2");
        assertThat(ImageName.problem("acme/API me").orElseThrow()).isEqualTo(
                "'acme/API me' is not the name of a container image, such as registry.example.org/acme/api:1.2");
    }
}

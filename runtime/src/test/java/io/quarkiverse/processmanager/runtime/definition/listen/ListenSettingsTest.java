package io.quarkiverse.processmanager.runtime.definition.listen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = { "localhost", "LocalHost", "localhost.localdomain", "127.0.0.1", "0.0.0.0", "::1", "[::1]", "::",
            "[::]", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]", "::ffff:127.0.0.1" })
    void namesAndAddressesOfThisMachine(String host) {
        assertThat(ListenSettings.isLocalhost(host)).isTrue();
        assertThat(ListenSettings.isLocal(host)).isTrue();
    }

    /** Another server can have the port on the first loopback address. */
    @Test
    void anotherLoopbackAddressIsOfThisMachineToo() {
        assertThat(ListenSettings.isLocal("127.0.0.2")).isTrue();
        assertThat(ListenSettings.isLocalhost("127.0.0.2")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "db.example.org", "192.0.2.1", "2001:db8::1", "[2001:db8::1]", "127.example.org", ":", "" })
    void hostsElsewhere(String host) {
        assertThat(ListenSettings.isLocal(host)).isFalse();
    }
}

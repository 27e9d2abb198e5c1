package io.quarkiverse.processmanager.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @ValueSource(strings = { "localhost", "LOCALHOST", "127.0.0.1", "0.0.0.0", "255.249.199.99", "::1", "fe80::1",
            "::ffff:1.2.3.4" })
    void addressesNeedNoLookup(String host) throws UnknownHostException {
        assertThat(Addresses.needsLookup(host)).isFalse();
        assertThat(Addresses.of(host)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "example.org", "1.2.3", "1.2.3.4.", "1.2.3.4.5", "1.2.3.256", "1.2.3.x", "" })
    void namesNeedALookup(String host) {
        assertThat(Addresses.needsLookup(host)).isTrue();
    }

    @Test
    void localhostHasBothAddresses() throws UnknownHostException {
        assertThat(Addresses.of("localhost")).containsExactly(InetAddress.getByName("127.0.0.1"),
                InetAddress.getByName("::1"));
    }
}

package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts.ListeningSocket;

/** The kernel is asked for the listening sockets. */
class NativeListeningPortsTest extends LinuxListeningPortsTest {

    private static final long CLOSE_MILLIS = 60_000;

    private static NativeAccess access;

    @BeforeAll
    static void open() {
        access = NativeAccess.open(SystemTools.find("cat")).access().orElseThrow();
    }

    @AfterAll
    static void close() throws InterruptedException {
        access.close(CLOSE_MILLIS);
    }

    @Override
    Optional<NativeAccess> way() {
        return Optional.of(access);
    }

    @Test
    void noTableIsRead(@TempDir Path empty) throws IOException {
        LinuxListeningPorts ports = new LinuxListeningPorts(empty, new ConnectedPorts(), this::way);
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(ports.on(listener.getLocalPort())).singleElement().extracting(ListeningSocket::id).isNotEqualTo(0L);
        }
    }
}

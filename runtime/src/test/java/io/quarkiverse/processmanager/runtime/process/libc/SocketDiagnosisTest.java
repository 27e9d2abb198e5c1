package io.quarkiverse.processmanager.runtime.process.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketDiagnosisTest {

    /** No protocol has this number. */
    private static final byte UNKNOWN = 99;
    /** More answers than the kernel puts into one read. */
    private static final int MANY = 600;

    @BeforeEach
    void bind() throws IOException {
        Binding.use();
    }

    @AfterEach
    void release() {
        Binding.release();
    }

    /** The kernel reports that error with the end of an answer without sockets. */
    @Test
    void aKernelWithoutTheModuleOfAProtocolDoesNotSeemToHaveNoSockets() {
        assertThatThrownBy(() -> SocketDiagnosis.listeners(0, UNKNOWN)).isInstanceOfSatisfying(SystemError.class,
                error -> assertThat(error.number()).isEqualTo(Libc.ENOENT));
    }

    @Test
    void anAnswerOfSeveralReadsIsComplete() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }

            assertThat(SocketDiagnosis.listeners(0)).extracting(SocketDiagnosis.Listener::port).containsAll(ports);
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}

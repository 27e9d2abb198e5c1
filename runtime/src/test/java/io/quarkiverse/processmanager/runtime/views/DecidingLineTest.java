package io.quarkiverse.processmanager.runtime.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class DecidingLineTest {

    @Test
    void pythonEndsWithTheException() {
        assertThat(deciding("""
                Traceback (most recent call last):
                  File "/usr/lib/python3/http/server.py", line 1313, in <module>
                    raise ConnectionError(error)
                OSError: [Errno 98] Address already in use
                """)).isEqualTo("OSError: [Errno 98] Address already in use");
    }

    @Test
    void theLastCauseOfAJavaExceptionDecides() {
        assertThat(deciding("""
                Exception in thread "main" java.lang.IllegalStateException: cannot start
                \tat com.acme.Main.main(Main.java:7)
                Caused by: java.io.UncheckedIOException: wrapped
                \tat com.acme.Main.open(Main.java:9)
                Caused by: java.nio.file.NoSuchFileException: config.yml
                \t... 7 more
                """)).isEqualTo("Caused by: java.nio.file.NoSuchFileException: config.yml");
    }

    @Test
    void nodeWritesTheErrorBeforeItsFramesAndItsMembers() {
        assertThat(deciding("""
                node:events:497
                      throw er; // Unhandled 'error' event
                Error: listen EADDRINUSE: address already in use :::3000
                    at Server.setupListenHandle [as _listen2] (node:net:1817:16)
                Emitted 'error' event on Server instance at:
                  code: 'EACCES',
                Node.js v20.20.2
                """)).isEqualTo("Error: listen EADDRINUSE: address already in use :::3000");
    }

    @Test
    void anAddressInUseDecidesBeforeAFatalLine() {
        assertThat(deciding("""
                LOG:  could not bind IPv4 address "127.0.0.1": Address already in use
                FATAL:  could not create any TCP/IP sockets
                """)).contains("Address already in use");
        assertThat(deciding("""
                Address already in use, trying 8081 instead
                FATAL: password authentication failed
                """)).isEqualTo("FATAL: password authentication failed");
    }

    @Test
    void theLastMessageOfTheSameWeightDecides() {
        assertThat(deciding("ERROR: first\nERROR: second\nbye")).isEqualTo("ERROR: second");
        assertThat(deciding("sh: 1: nodemon: command not found\nnpm ERR! code 127")).contains("command not found");
    }

    @Test
    void outputWithoutAnErrorHasNoDecidingLine() {
        assertThat(deciding("starting\nready\nbye")).isEmpty();
        assertThat(DecidingLine.in(List.of())).isEmpty();
    }

    private static String deciding(String output) {
        List<String> lines = output.lines().toList();
        return DecidingLine.in(lines).stream().mapToObj(lines::get).findFirst().orElse("");
    }
}

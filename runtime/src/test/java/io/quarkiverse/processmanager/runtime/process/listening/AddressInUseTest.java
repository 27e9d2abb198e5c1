package io.quarkiverse.processmanager.runtime.process.listening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.LogLine;

/** The messages of real programs: those in the first part were taken from the programs themselves, the others from reports. */
class AddressInUseTest {

    private static final Instant EXIT = Instant.parse("2026-01-01T12:00:00Z");
    private static final int NONE = 0;

    static Stream<Arguments> messages() {
        return Stream.of(
                arguments("Node.js 20", 23999, """
                        node:events:502
                              throw er; // Unhandled 'error' event
                              ^

                        Error: listen EADDRINUSE: address already in use 127.0.0.1:23999
                            at Server.setupListenHandle [as _listen2] (node:net:1908:16)
                            at listenInCluster (node:net:1965:12)
                          code: 'EADDRINUSE',
                          errno: -98,
                          syscall: 'listen',
                          address: '127.0.0.1',
                          port: 23999
                        }

                        Node.js v20.20.2"""),
                arguments("Node.js on all addresses", 3000, "Error: listen EADDRINUSE: address already in use :::3000"),
                arguments("Python http.server", NONE, """
                          File "/usr/lib/python3.11/socketserver.py", line 472, in server_bind
                            self.socket.bind(self.server_address)
                        OSError: [Errno 98] Address already in use"""),
                arguments("Python asyncio, uvicorn", 23999,
                        """
                                ERROR:    [Errno 98] error while attempting to bind on address ('127.0.0.1', 23999): address already in use
                                INFO:     Waiting for application shutdown.
                                INFO:     Application shutdown complete."""),
                arguments("Flask", 23999,
                        """
                                 * Debug mode: off
                                Address already in use
                                Port 23999 is in use by another program. Either identify and stop that program, or start the server with a different port."""),
                arguments("gunicorn", 23999,
                        """
                                [2026-11-29 02:43:00 +0000] [22061] [ERROR] Connection in use: ('127.0.0.1', 23999)
                                [2026-11-29 02:43:00 +0000] [22061] [ERROR] connection to ('127.0.0.1', 23999) failed: [Errno 98] Address already in use
                                [2026-11-29 02:43:01 +0000] [22061] [ERROR] Can't connect to ('127.0.0.1', 23999)"""),
                arguments("Java", NONE, """
                        Exception in thread "main" java.net.BindException: Address already in use
                        \tat java.base/sun.nio.ch.Net.bind0(Native Method)
                        \tat java.base/sun.nio.ch.Net.bind(Net.java:555)
                        \tat Srv.main(Srv.java:2)"""),
                arguments("Perl", NONE,
                        "cannot listen: IO::Socket::INET: Address already in use Address already in use at -e line 1."),
                arguments("Redis 6", 23999,
                        """
                                21213:M 29 Nov 2026 02:42:36.586 * monotonic clock: POSIX clock_gettime
                                21213:M 29 Nov 2026 02:42:36.587 # Warning: Could not create server TCP listening socket 127.0.0.1:23999: bind: Address already in use
                                21213:M 29 Nov 2026 02:42:36.587 # Failed listening on port 23999 (TCP), aborting."""),
                arguments("Vite 7", 23999, """
                        error when starting dev server:
                        Error: Port 23999 is already in use
                            at Server.onError$1 (file:///app/node_modules/vite/dist/node/chunks/config.js:15174:28)
                            at process.processTicksAndRejections (node:internal/process/task_queues:82:21)"""),
                arguments("PostgreSQL 15", 23999,
                        """
                                2026-11-29 02:42:39.093 UTC [21299] LOG:  could not bind IPv4 address "127.0.0.1": Address already in use
                                2026-11-29 02:42:39.093 UTC [21299] HINT:  Is another postmaster already running on port 23999? If not, wait a few seconds and retry.
                                2026-11-29 02:42:39.093 UTC [21299] WARNING:  could not create listen socket for "127.0.0.1"
                                2026-11-29 02:42:39.093 UTC [21299] FATAL:  could not create any TCP/IP sockets
                                2026-11-29 02:42:39.094 UTC [21299] LOG:  database system is shut down"""),
                arguments("Rust", NONE,
                        """
                                thread 'main' panicked at src/main.rs:1:59:
                                called `Result::unwrap()` on an `Err` value: Os { code: 98, kind: AddrInUse, message: "Address already in use" }
                                note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace"""),
                // From reports of users
                arguments("nginx", 80, "nginx: [emerg] bind() to [::]:80 failed (98: Address already in use)"),
                arguments("Apache", 80,
                        "(98)Address already in use: AH00072: make_sock: could not bind to address [::]:80"),
                arguments("Go", 8080,
                        "2016/11/12 20:48:18 error starting web server: listen tcp :8080: bind: address already in use"),
                arguments("ASP.NET Core", 5000,
                        """
                                Unhandled exception. System.IO.IOException: Failed to bind to address http://127.0.0.1:5000: address already in use.
                                 ---> Microsoft.AspNetCore.Connections.AddressInUseException: Address already in use
                                 ---> System.Net.Sockets.SocketException (98): Address already in use
                                   at System.Net.Sockets.Socket.DoBind(EndPoint endPointSnapshot, SocketAddress socketAddress)"""),
                arguments("Windows", 8080,
                        "ERROR:    [Errno 10048] error while attempting to bind on address ('0.0.0.0', 8080): only one usage of each socket address (protocol/network address/port) is normally permitted"),
                arguments("Erlang", 8088,
                        "[error] Failed to start Ranch listener 'cowboy' in ranch_tcp:listen([{port,8088},{ip,{127,0,0,1}}]) for reason eaddrinuse (address already in use)"),
                arguments("Ruby, Puma", 3000,
                        "Address already in use - bind(2) for \"127.0.0.1\" port 3000 (Errno::EADDRINUSE)"),
                arguments("PHP", 8080, "PHP Fatal error: Failed to listen on \"tcp://127.0.0.1:8080\": Address already in use"),
                arguments("PHP, built-in", 8000,
                        "Failed to listen on localhost:8000 (reason: Address already in use)"),
                arguments("Spring Boot", 8080, "Web server failed to start. Port 8080 was already in use."),
                arguments("Quarkus", 8080, "Port 8080 seems to be in use by another process. Quarkus may already be running"),
                arguments("Quarkus", 8080, "io.quarkus.runtime.QuarkusBindException: Port(s) already bound: 8080"),
                arguments("Angular", 4200, "Port 4200 is already in use. Use '--port' to specify a different port."),
                arguments("Create React App", 3000, "Something is already running on port 3000."),
                arguments("Docker", 5432,
                        "docker: Error response from daemon: Bind for 0.0.0.0:5432 failed: port is already allocated."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void theMessageOfAProgramIsFound(String program, int port, String output) {
        assertThat(AddressInUse.in(lines(output), EXIT, Set.of()))
                .contains(new AddressInUse(port == NONE ? OptionalInt.empty() : OptionalInt.of(port), true, true));
    }

    @Test
    void aMessageWithoutACauseIsUncertain() {
        assertThat(AddressInUse.in(lines("FatalStartupException: java.io.IOException: Failed to bind to /0.0.0.0:8089"), EXIT,
                Set.of())).contains(new AddressInUse(OptionalInt.of(8089), false, true));
    }

    @Test
    void aPortOfAnotherLineCountsOnlyIfItIsOneOfTheProcess() {
        List<LogLine> lines = lines("connected to redis on port 6379\nstarting on port 8080\nbind: Address already in use");

        assertThat(AddressInUse.in(lines, EXIT, Set.of(9000)))
                .contains(new AddressInUse(OptionalInt.empty(), true, true));
        assertThat(AddressInUse.in(lines, EXIT, Set.of(9000, 8080)))
                .contains(new AddressInUse(OptionalInt.of(8080), true, true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "ERROR migration failed", "panic: no such table", "java.lang.IllegalStateException: no data" })
    void anotherErrorCanFollow(String error) {
        assertThat(
                AddressInUse.in(lines("WARN could not bind to port 9100: Address already in use, metrics disabled\n" + error),
                        EXIT, Set.of()))
                .contains(new AddressInUse(OptionalInt.of(9100), true, false));
    }

    @Test
    void theDebuggerOfTheJdkDoesNotNameItsPort() {
        assertThat(AddressInUse.in(lines("""
                ERROR: transport error 202: bind failed: Address already in use
                ERROR: JDWP Transport dt_socket failed to initialize, TRANSPORT_INIT(510)
                JDWP exit error AGENT_ERROR_TRANSPORT_INIT(197): No transports initialized"""), EXIT, Set.of(8080)))
                .map(AddressInUse::port).contains(OptionalInt.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = { "Port 5173 is in use, trying another one...", "Port 3000 is in use, using 3001 instead",
            "Server running on port 8080", "listening on 127.0.0.1:8080", "Connection refused: 127.0.0.1:5432",
            "Address in use by customer 12 is invalid", "nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)",
            "cannot listen to reason", "Failed to bind to /0.0.0.0:80: Permission denied", "the report is in use",
            "Validation failed: e-mail address already in use",
            "Email address is already in use", "mail server: the email address already in use", "emailAddress already in use",
            "user 12: street address in use", "" })
    void otherLinesAreNone(String line) {
        assertThat(AddressInUse.in(lines(line), EXIT, Set.of())).isEmpty();
    }

    /** The program has gone on, and has exited for another cause. */
    @Test
    void anEarlyMessageIsNotTheCause() {
        List<LogLine> lines = List.of(line("Starting inspector on 127.0.0.1:9229 failed: address already in use", 60),
                line("Error: out of work", 0));

        assertThat(AddressInUse.in(lines, EXIT, Set.of())).isEmpty();
    }

    @Test
    void withoutOutputThereIsNothing() {
        assertThat(AddressInUse.in(List.of(), EXIT, Set.of())).isEqualTo(Optional.empty());
    }

    private static List<LogLine> lines(String output) {
        List<LogLine> lines = new ArrayList<>();
        output.lines().forEach(text -> lines.add(line(text, 0)));
        return lines;
    }

    private static LogLine line(String text, int secondsBefore) {
        return new LogLine("p", 1, 1, EXIT.minusSeconds(secondsBefore), LogLine.Stream.STDERR, text);
    }
}

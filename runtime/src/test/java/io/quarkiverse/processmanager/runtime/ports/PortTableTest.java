package io.quarkiverse.processmanager.runtime.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new map stands for another run of the application, once the first one has released its files. */
class PortTableTest {

    private static final PortRequest DB = new PortRequest("dev /app", "db", "", 0);

    @TempDir
    Path state;
    private final Set<Integer> taken = new HashSet<>();
    private Map<String, Object> shared = new ConcurrentHashMap<>();

    @AfterEach
    void releaseFiles() throws IOException {
        for (Object value : shared.values()) {
            if (value instanceof FileLock lock && lock.isValid()) {
                lock.release();
            }
        }
        for (Object value : shared.values()) {
            if (value instanceof RandomAccessFile file) {
                file.close();
            }
        }
    }

    private Ports table() {
        return new Ports(new PortTable(shared, state, port -> !taken.contains(port)));
    }

    private Ports tableOfNextRun() throws IOException {
        releaseFiles();
        shared = new ConcurrentHashMap<>();
        return table();
    }

    @Test
    void aPortIsBelowTheRangeOfOutgoingConnections() {
        assertThat(table().choose(DB)).isBetween(20000, 32767);
    }

    @Test
    void aRequestReceivesTheSamePortAgain() {
        int port = table().choose(DB);

        assertThat(table().choose(DB)).isEqualTo(port);
    }

    @Test
    void theNextRunReceivesTheSamePort() throws IOException {
        taken.add(table().choose(DB));
        int second = table().choose(DB);
        taken.clear();

        assertThat(tableOfNextRun().choose(DB)).isEqualTo(second);
    }

    @Test
    void aPortThatSomethingElseUsesIsReplaced() throws IOException {
        int port = table().choose(DB);

        taken.add(port);

        assertThat(table().choose(DB)).isNotEqualTo(port);
        assertThat(tableOfNextRun().choose(DB)).isNotEqualTo(port);
    }

    @Test
    void aPortInTheHandsOfTheProcessStays() throws Exception {
        int port = table().choose(DB);
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            table().started(port, process.toHandle());
            taken.add(port);

            assertThat(table().choose(DB)).isEqualTo(port);
            assertThat(tableOfNextRun().choose(DB)).isEqualTo(port);
        } finally {
            process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }

        assertThat(table().choose(DB)).isNotEqualTo(port);
    }

    @Test
    void processesPortsModesAndApplicationsNeverShareAPort() {
        Set<Integer> ports = new HashSet<>();

        for (String owner : new String[] { "dev /app", "test /app", "continuous-test /app", "dev /other" }) {
            for (String id : new String[] { "db", "web" }) {
                ports.add(table().choose(new PortRequest(owner, id, "", 0)));
                ports.add(table().choose(new PortRequest(owner, id, "admin", 0)));
            }
        }

        assertThat(ports).hasSize(16);
    }

    @Test
    void aPortThatIsRememberedForAnotherProcessIsLeftToIt() throws IOException {
        int port = table().choose(DB);
        Ports next = tableOfNextRun();
        taken.add(port);
        int web = next.choose(new PortRequest("dev /app", "web", "", 0));
        taken.remove(port);

        assertThat(web).isNotEqualTo(port);
        assertThat(next.choose(DB)).isEqualTo(port);
    }

    @Test
    void theSearchForAFixedPortGoesUpAndBeginsWithItInEachRun() throws IOException {
        PortRequest fixed = new PortRequest("dev /app", "db", "", 5432);
        taken.add(5432);

        assertThat(table().choose(fixed)).isEqualTo(5433);
        taken.clear();
        assertThat(table().choose(fixed)).isEqualTo(5433);
        assertThat(tableOfNextRun().choose(fixed)).isEqualTo(5432);
    }

    @Test
    void aPortThatOthersDeclareIsNotChosen() {
        PortRequest fixed = new PortRequest("dev /app", "ui", "", 21000);
        taken.add(21000);
        int any = table().choose(DB);

        assertThat(table().table().choose(fixed, Set.of(21001, 21002)).port()).isEqualTo(21003);
        assertThat(table().table().choose(fixed, Set.of(21003)).port()).isEqualTo(21001);
        assertThat(table().table().choose(DB, Set.of(any)).port()).isNotEqualTo(any);
        taken.clear();
        assertThat(table().table().choose(new PortRequest("dev /app", "web", "", 21000), Set.of(21000)).port())
                .isEqualTo(21000);
    }

    @Test
    void thePortsOfAProcessThatDoesNotComeBackAreForOthers() throws IOException {
        PortRequest fixed = new PortRequest("dev /app", "db", "", 21000);
        assertThat(table().choose(fixed)).isEqualTo(21000);

        table().table().release("dev /app", "db");

        assertThat(table().choose(new PortRequest("dev /app", "db2", "", 21000))).isEqualTo(21000);
        assertThat(table().choose(new PortRequest("dev /app", "db2", "admin", 21000))).isEqualTo(21001);
    }

    @Test
    void generatedIdsAreForgotten() throws IOException {
        for (int i = 0; i < 600; i++) {
            table().choose(new PortRequest("dev /app", "worker-" + i, "", 0));
        }

        tableOfNextRun().choose(DB);

        assertThat(Files.readAllLines(state.resolve("ports").resolve(fileOf()))).hasSize(2);
    }

    private String fileOf() throws IOException {
        try (Stream<Path> files = Files.list(state.resolve("ports"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("-0")).findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void anInterruptedThreadLosesNeitherMemoryNorLocks() throws IOException {
        int first = table().choose(DB);
        taken.add(first);

        Thread.currentThread().interrupt();
        int second = table().choose(DB);
        int web = table().choose(new PortRequest("dev /app", "web", "", 0));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(shared.values().stream().filter(FileLock.class::isInstance).map(FileLock.class::cast))
                .hasSize(3).allMatch(FileLock::isValid);
        taken.clear();
        Ports next = tableOfNextRun();
        assertThat(next.choose(DB)).isEqualTo(second).isNotEqualTo(first);
        assertThat(next.choose(new PortRequest("dev /app", "web", "", 0))).isEqualTo(web);
    }

    @Test
    void onlyTheFirstAnswerIsFresh() {
        assertThat(table().table().choose(DB, Set.of()).fresh()).isTrue();
        assertThat(table().table().choose(DB, Set.of()).fresh()).isFalse();
    }

    @Test
    void theAnswerSaysWhatHasReservedTheWantedPort() throws IOException {
        PortRequest inDevMode = new PortRequest("dev /app", "my ui", "", 21000);
        PortRequest inTests = new PortRequest("continuous-test /app", "my ui", "", 21000);
        assertThat(table().table().choose(inDevMode, Set.of()).reserved()).isEmpty();
        assertThat(table().table().choose(inTests, Set.of())).isEqualTo(new PortTable.Choice(21001, true,
                Optional.of(new PortTable.Reservation("dev /app", "my ui"))));

        taken.add(22000);
        assertThat(table().table().choose(new PortRequest("dev /app", "db", "", 22000), Set.of()))
                .isEqualTo(new PortTable.Choice(22001, true, Optional.empty()));

        int chosen = table().choose(DB);
        assertThat(tableOfNextRun().table().choose(new PortRequest("dev /app", "web", "", chosen), Set.of()).reserved())
                .contains(new PortTable.Reservation("dev /app", "db"));
    }

    @Test
    void anotherWishIsAnotherRequest() {
        table().choose(DB);

        assertThat(table().choose(new PortRequest("dev /app", "db", "", 21000))).isEqualTo(21000);
    }

    @Test
    void withoutAFreePortTheAnswerIsZero() {
        for (int port = PortCandidates.FIRST; port <= PortCandidates.LAST; port++) {
            taken.add(port);
        }

        assertThat(table().choose(DB)).isZero();
    }

    @Test
    void withoutAStateDirectoryPortsAreChosenToo() {
        Ports table = new Ports(new PortTable(shared, Path.of("/dev/null"), port -> true));

        assertThat(table.choose(DB)).isBetween(20000, 32767).isEqualTo(table.choose(DB));
    }

    @Test
    void aPortIsFreeOnlyIfItIsOnEachAddressOfThisMachine() throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertThat(FreePort.isFree(server.getLocalPort())).isFalse();
        }
        try (ServerSocket server = new ServerSocket(0)) {
            assertThat(FreePort.isFree(server.getLocalPort())).isFalse();
        }
    }

    private record Ports(PortTable table) {

        int choose(PortRequest request) {
            return table.choose(request, Set.of()).port();
        }

        void started(int port, ProcessHandle process) {
            table.started(port, process);
        }
    }
}

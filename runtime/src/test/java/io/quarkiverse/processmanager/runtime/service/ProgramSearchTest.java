package io.quarkiverse.processmanager.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.runtime.program.ArtifactFiles;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder.Unpacked;
import io.quarkiverse.processmanager.runtime.program.ArtifactFinder.Unpacking;
import io.quarkiverse.processmanager.runtime.program.JavaCommand;
import io.quarkiverse.processmanager.service.ServiceArtifact;
import io.quarkiverse.processmanager.service.ServiceProgram;

class ProgramSearchTest {

    @TempDir
    Path root;

    @AfterEach
    void resolveNothing() {
        ArtifactFinder.useNone();
    }

    private Path install(String directory, String... executables) throws IOException {
        Path bin = Files.createDirectories(root.resolve(directory));
        for (String name : executables) {
            assertThat(Files.createFile(bin.resolve(name)).toFile().setExecutable(true)).isTrue();
        }
        return bin;
    }

    private ProgramSearch search(Optional<String> version, Path... searchPath) {
        Map<String, ServiceArtifact> artifacts = new HashMap<>();
        artifacts.put(ProgramSearch.platform(), new ServiceArtifact("g:server", "18.6.0", "server-.*"));
        ServiceProgram program = new ServiceProgram(List.of("server", "prepare"), List.of(root + "/usual/*/bin"), artifacts,
                List.of("server (Debian)", "server-bin (Fedora)"), List.of());
        return new ProgramSearch("db", program, version,
                String.join(File.pathSeparator, List.of(searchPath).stream().map(Path::toString).toList()));
    }

    @Test
    void homeIsTheDirectoryOfTheProgramOrTheOneAboveIt() throws IOException {
        Path bin = install("opt/pg-17/bin", "server", "prepare");

        assertThat(search(Optional.empty()).in(root.resolve("opt/pg-17"))).isEqualTo(new FoundProgram(bin, Optional.of("17")));
        assertThat(search(Optional.empty()).in(bin).directory()).isEqualTo(bin);
    }

    @Test
    void homeWithoutTheProgramIsRefused() throws IOException {
        install("opt/bin", "server");

        assertThatThrownBy(() -> search(Optional.empty()).in(root.resolve("opt")))
                .hasMessage(root.resolve("opt") + " has no server and prepare, neither in itself nor in bin");
    }

    @Test
    void thePathComesBeforeTheUsualDirectories() throws IOException {
        Path onPath = install("local", "server", "prepare");
        install("usual/17/bin", "server", "prepare");

        assertThat(search(Optional.empty(), onPath).anywhere().directory()).isEqualTo(onPath);
    }

    @Test
    void aLinkOnThePathLeadsToTheDirectoryWithAllPrograms() throws IOException {
        Path real = install("usual/15/bin", "server", "prepare").toRealPath();
        Path links = Files.createDirectories(root.resolve("links"));
        Files.createSymbolicLink(links.resolve("server"), real.resolve("server"));

        assertThat(search(Optional.empty(), links).anywhere()).isEqualTo(new FoundProgram(real, Optional.of("15")));
    }

    @Test
    void theNewestOfTheUsualDirectoriesIsChosen() throws IOException {
        install("usual/9.6/bin", "server", "prepare");
        Path newest = install("usual/17/bin", "server", "prepare");
        install("usual/18/bin", "server");

        assertThat(search(Optional.empty()).anywhere()).isEqualTo(new FoundProgram(newest, Optional.of("17")));
    }

    @Test
    void theVersionChoosesAmongThem() throws IOException {
        Path onPath = install("local", "server", "prepare");
        Path old = install("usual/15.2/bin", "server", "prepare");
        install("usual/17/bin", "server", "prepare");

        assertThat(search(Optional.of("15"), onPath).anywhere().directory()).isEqualTo(old);
    }

    @Test
    void anArtifactIsTheLastPlace() throws IOException {
        Path unpacked = install("unpacked", "server", "prepare");
        ArtifactFinder.use(request -> {
            assertThat(Unpacking.of(request)).hasValue(new Unpacking("db", "g:server", "18.6.0", "server-.*", "server"));
            return new Unpacked(unpacked, "18.6.0").texts();
        });

        assertThat(search(Optional.empty()).anywhere()).isEqualTo(new FoundProgram(unpacked, Optional.of("18.6.0")));
    }

    @Test
    void theVersionIsThatOfTheArtifact() throws IOException {
        Path unpacked = install("unpacked", "server", "prepare");
        install("usual/17/bin", "server", "prepare");
        ArtifactFinder.use(request -> new Unpacked(unpacked, Unpacking.of(request).orElseThrow().version() + ".3").texts());

        assertThat(search(Optional.of("16")).anywhere().version()).hasValue("16.3");
    }

    @Test
    void oneSentenceNamesThePackagesAndTheArtifact() throws IOException {
        install("usual/17/bin", "server", "prepare");
        ArtifactFinder.use(request -> ArtifactFinder.problem("cannot be resolved: no network"));

        assertThatThrownBy(() -> search(Optional.of("16")).anywhere())
                .hasMessage("has no program: server 16 is neither on the PATH nor in " + root + "/usual/*/bin, only " + root
                        + "/usual/17/bin (17); install server (Debian) or server-bin (Fedora), or set service.home to the "
                        + "directory of the program. The Maven artifact g:server cannot be resolved: no network");
    }

    @Test
    void aJavaProgramIsTheClassPathOfAnArtifact() {
        ArtifactFinder.use(request -> {
            assertThat(ArtifactFinder.wantsNewest(request)).isTrue();
            assertThat(ArtifactFinder.coordinatesOf(request)).containsExactly("g:kv:4.1", "g:logging:2");
            return ArtifactFinder.classPathAnswer(
                    new ArtifactFiles(List.of(root.resolve("kv.jar"), root.resolve("logging.jar")), Optional.empty(),
                            Optional.empty()),
                    "4.1.2");
        });

        FoundProgram found = java("4.1").anywhere();

        assertThat(found.isJava()).isTrue();
        assertThat(found.version()).hasValue("4.1.2");
        assertThat(FoundProgram.java(Optional.of(found), List.of("-Xmx64m"), "g.Main")).containsExactly(
                JavaCommand.executable(), "-Xmx64m", "-cp",
                root.resolve("kv.jar") + File.pathSeparator + root.resolve("logging.jar"), "g.Main");
    }

    @Test
    void aPackagedApplicationHasNoResolver() {
        assertThatThrownBy(() -> java("4.1").anywhere()).hasMessageStartingWith(
                "has no program. The Maven artifact g:kv is resolved by the build of Quarkus, in dev mode and in tests only;")
                .hasMessageContaining("set command to the java command line");
    }

    @Test
    void aJavaProgramHasNoHome() {
        assertThatThrownBy(() -> java("4.1").in(root)).hasMessage(
                "has no meaning: the program is the Maven artifact g:kv; remove service.home, or set command");
    }

    private static ProgramSearch java(String version) {
        return new ProgramSearch("kv", ServiceProgram.ofJava(ServiceArtifact.classPath("g:kv", "4.0.0", "g:logging:2")),
                Optional.of(version), "");
    }

    @Test
    void theVersionIsTheLastNumberInThePath() {
        assertThat(ProgramSearch.versionOf(Path.of("/usr/lib/postgresql/15/bin"))).hasValue("15");
        assertThat(ProgramSearch.versionOf(Path.of("/opt/homebrew/opt/postgresql@17/bin"))).hasValue("17");
        assertThat(ProgramSearch.versionOf(Path.of("/usr/lib/x86_64-linux-gnu/bin"))).isEmpty();
    }
}

package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;

import org.jboss.logging.Logger;

/** Sends commands to a {@link SideJvm} and reads its answers. */
public final class Dialogue implements AutoCloseable {

    private final Process jvm;
    private final BufferedReader answers;

    private Dialogue(Process jvm) throws IOException {
        this.jvm = jvm;
        this.answers = jvm.inputReader();
        assertThat(answers.readLine()).isEqualTo("ready");
    }

    /**
     * Starts a JVM.
     *
     * @param before words before the command line of the JVM; the program that they start must become the JVM
     * @param home the directory of the JDK
     * @param classPath a class path with the classes of the tests
     * @param runner the state directory of its runner, and behind it {@code portable} for a runner that uses the JDK
     */
    public static Dialogue start(List<String> before, Path home, String classPath, String... runner) throws IOException {
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of(home.resolve("bin/java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED", "-Djna.tmpdir=" + System.getProperty("java.io.tmpdir"), "-cp", classPath,
                SideJvm.class.getName()));
        words.addAll(List.of(runner));
        return new Dialogue(new ProcessBuilder(words).redirectError(Redirect.DISCARD).start());
    }

    /** Starts a JVM with the JDK and the class path of this JVM. */
    public static Dialogue start(Workshop workshop, String... before) throws IOException {
        return start(List.of(before), Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"),
                workshop.stateDirectory().toString(), workshop.isPortable() ? "portable" : "native");
    }

    /**
     * A class path that another user may read, and of which no further file has to be opened later: one archive with the
     * classes that the tests use.
     */
    static String portableClassPath(Path directory) throws IOException {
        Path archive = directory.resolve("classes.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Class<?> one : new LinkedHashSet<>(List.of(OsProcessRunner.class, SideJvm.class))) {
                add(zip, location(one));
            }
        }
        Path logging = Files.copy(location(Logger.class), directory.resolve("logging.jar"));
        return archive + ":" + logging;
    }

    static Path location(Class<?> one) {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static void add(ZipOutputStream zip, Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes.resolve("io/quarkiverse/processmanager"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try {
                    zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                    Files.copy(file, zip);
                } catch (ZipException e) {
                    // Tests and main classes may be in the same place.
                }
            }
        }
    }

    long pid() {
        return jvm.pid();
    }

    /**
     * Runs a process that the JVM stops with the signal once it has written {@code up}.
     *
     * @return the lines with which the JVM answers
     */
    public List<String> run(String signal, String script) throws IOException {
        return send(signal + " " + script);
    }

    /** How the JVM starts processes. */
    String way() throws IOException {
        return send("WAY ?").get(0);
    }

    private List<String> send(String command) throws IOException {
        jvm.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        jvm.getOutputStream().flush();
        List<String> received = new ArrayList<>();
        for (String line = answers.readLine(); !"done".equals(line); line = answers.readLine()) {
            if (line == null) {
                throw new IOException("the JVM has ended after " + received);
            }
            received.add(line);
        }
        return received;
    }

    /** Makes the JVM close its runner, and waits for its exit. */
    @Override
    public void close() throws IOException, InterruptedException {
        try {
            jvm.getOutputStream().close();
        } catch (IOException e) {
            // The JVM has exited already.
        }
        boolean ended = jvm.waitFor(60, TimeUnit.SECONDS);
        jvm.destroyForcibly();
        answers.close();
        assertThat(ended).isTrue();
    }
}

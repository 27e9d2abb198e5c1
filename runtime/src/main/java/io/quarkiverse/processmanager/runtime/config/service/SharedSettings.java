package io.quarkiverse.processmanager.runtime.config.service;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

import io.quarkiverse.processmanager.runtime.ports.FreePort;
import io.quarkiverse.processmanager.runtime.process.state.DataLock;
import io.quarkiverse.processmanager.runtime.process.state.PrivateFile;
import io.quarkus.dev.console.DevConsoleManager;

/**
 * The settings of a service that several applications share: the ports and the credentials. The first application writes them into
 * a private file beside the data, and the others read them. They stay while the service runs, and while its data exists.
 */
final class SharedSettings {

    /** The names of the credentials. */
    static final List<String> CREDENTIALS = List.of("username", "password");
    private static final String WRITER = "application";

    private final Path directory;
    private final IntPredicate free;
    private final IntSupplier candidates;

    /** @param directory the directory of the data */
    SharedSettings(Path directory) {
        this(directory, FreePort::isFree, FreePort::candidate);
    }

    SharedSettings(Path directory, IntPredicate free, IntSupplier candidates) {
        this.directory = directory;
        this.free = free;
        this.candidates = candidates;
    }

    /**
     * The settings with the common values: a port that is 0 becomes the common port, and a credential is that of the application
     * which has written the file. Reads and writes the file; a lock makes the call atomic among the applications of a machine.
     *
     * @param credentials the credentials of this application by their names, such as {@code username}
     */
    Map<String, String> complete(Map<String, String> defaults, Map<String, String> credentials) {
        Path path = file(directory);
        // A second lock of one JVM is an error and not a wait.
        synchronized (DevConsoleManager.class) {
            try {
                PrivateFile.prepare(path);
                try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
                        FileLock lock = file.getChannel().lock()) {
                    Properties shared = read(file);
                    Map<String, String> completed = complete(defaults, credentials, shared);
                    write(file, shared);
                    return completed;
                }
            } catch (IOException e) {
                // This runs while the configuration is created. The step that reads the definitions reports the problem.
                return defaults;
            }
        }
    }

    private Map<String, String> complete(Map<String, String> defaults, Map<String, String> credentials, Properties shared) {
        boolean used = DataLock.isUsed(directory);
        if (!used && !Files.exists(directory.resolve("data")) && !isStarting(shared)) {
            // The data is created with the credentials of this application.
            credentials.forEach(shared::setProperty);
            shared.setProperty(WRITER, text(ProcessHandle.current()));
        }
        Map<String, String> completed = new TreeMap<>(defaults);
        completed.replaceAll((setting, text) -> {
            if (text.equals("0") && (setting.equals("port") || setting.startsWith("ports."))) {
                String last = shared.getProperty(setting);
                String port = last != null && (used || free.test(Integer.parseInt(last))) ? last : choose();
                shared.setProperty(setting, port);
                return port;
            }
            return credentials.keySet().stream().filter(name -> setting.endsWith("." + name + '"')).findFirst()
                    .map(name -> shared.getProperty(name, text)).orElse(text);
        });
        return completed;
    }

    /** Whether another application that is alive has set the credentials of data that does not exist yet. */
    private static boolean isStarting(Properties shared) {
        String writer = shared.getProperty(WRITER, "");
        int end = writer.indexOf(' ');
        return end > 0 && ProcessHandle.of(Long.parseLong(writer.substring(0, end)))
                .filter(process -> !process.equals(ProcessHandle.current()) && text(process).equals(writer)).isPresent();
    }

    private static String text(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Why the applications cannot share the settings, as the end of a sentence; empty if they can. */
    static Optional<String> problem(Path directory) {
        try {
            PrivateFile.prepare(file(directory));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("needs the file " + file(directory) + ", which cannot be written: " + e
                    + "; set service.directory to another directory, the same in all applications");
        }
    }

    /**
     * The credentials of the data, by their names.
     *
     * @param directory the directory of the data
     */
    static Map<String, String> credentials(Path directory) {
        Map<String, String> credentials = new TreeMap<>();
        try (InputStream in = Files.newInputStream(file(directory))) {
            Properties shared = new Properties();
            shared.load(in);
            CREDENTIALS.forEach(
                    name -> Optional.ofNullable(shared.getProperty(name)).ifPresent(text -> credentials.put(name, text)));
        } catch (IOException e) {
            // No application has written the file.
        }
        return credentials;
    }

    private static Path file(Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".shared");
    }

    private String choose() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = candidates.getAsInt();
            if (free.test(port)) {
                return String.valueOf(port);
            }
        }
        return "0";
    }

    private static Properties read(RandomAccessFile file) throws IOException {
        byte[] bytes = new byte[(int) file.length()];
        file.readFully(bytes);
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(bytes));
        return properties;
    }

    private static void write(RandomAccessFile file, Properties properties) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        properties.store(bytes, null);
        file.setLength(0);
        file.seek(0);
        file.write(bytes.toByteArray());
    }
}

package io.quarkiverse.processmanager.runtime.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.quarkiverse.processmanager.service.ServiceInstance;

/** The format of the data of Redis and Valkey: a file begins with {@code REDIS0010}. A server reads its own format and older ones. */
final class RedisData {

    /** The newest format that a version reads, by its first numbers. A version that is not in the table reads any. */
    private static final Map<String, Integer> REDIS = Map.of("6.0", 9, "6.2", 9, "7.0", 10, "7.2", 11, "7.4", 12, "8.0", 12);
    private static final Map<String, Integer> VALKEY = Map.of("7.2", 11, "8.0", 11, "8.1", 11);
    private static final List<String> MAGIC = List.of("REDIS", "VALKEY");

    private RedisData() {
    }

    /** Why the server cannot run on the data, as the end of a sentence; empty if it can, or if the version is not known. */
    static Optional<String> problem(ServiceInstance instance, String server) {
        Path directory = instance.data().getParent();
        OptionalInt format = files(directory).stream().map(RedisData::format).filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt).max();
        if (format.isEmpty()) {
            return Optional.empty();
        }
        Optional<ProgramVersion> program = ProgramVersion.of(instance.executable(server));
        Optional<Integer> newest = program
                .map(version -> (server.startsWith("valkey") ? VALKEY : REDIS).get(version.numbers()));
        return newest.isEmpty() || newest.get() >= format.getAsInt() ? Optional.empty()
                : Optional.of("the data in " + directory + " has the format " + format.getAsInt() + ", which "
                        + instance.executable(server) + ", of version " + program.get().numbers() + ", cannot read: it reads "
                        + newest.get() + " and older ones; set service.home to the directory of a newer program, or delete the "
                        + "directory to begin with empty data, or set data-dir to another directory");
    }

    private static List<Path> files(Path directory) {
        Map<String, Path> files = new TreeMap<>();
        for (Path place : List.of(directory, directory.resolve("appendonlydir"))) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(place, "*.rdb")) {
                found.forEach(file -> files.put(file.toString(), file));
            } catch (IOException e) {
                // There is no data yet, or it belongs to another user: the server reads it.
            }
        }
        return new ArrayList<>(files.values());
    }

    private static OptionalInt format(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String begin = new String(in.readNBytes(10), StandardCharsets.US_ASCII);
            for (String magic : MAGIC) {
                if (begin.startsWith(magic)) {
                    String digits = begin.substring(magic.length()).replaceAll("\\D.*", "");
                    // The magic of Redis has four digits, that of Valkey three.
                    return digits.isEmpty() ? OptionalInt.empty()
                            : OptionalInt
                                    .of(Integer.parseInt(digits.substring(0, Math.min(9 - magic.length(), digits.length()))));
                }
            }
        } catch (IOException e) {
            // The server reports it.
        }
        return OptionalInt.empty();
    }
}

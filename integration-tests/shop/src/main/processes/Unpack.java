import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.tukaani.xz.XZInputStream;

/**
 * Unpacks PostgreSQL and Redis, which are files in jars on the class path, into a new directory. The archive of PostgreSQL needs
 * xz, which is on the class path too, because a machine may have no program for it.
 */
class Unpack {

    private static final List<String> POSTGRES = List.of("postgres-linux-x86_64.txz", "postgres-linux-arm_64.txz",
            "postgres-darwin-x86_64.txz", "postgres-darwin-arm_64.txz");

    /** The 64-bit server for Linux needs OpenSSL 3, the 32-bit server needs no library. */
    private static final List<String> REDIS = List.of("redis-server-6.2.6-v5-linux-amd64", "redis-server-6.2.7-linux-386",
            "redis-server-6.2.7-linux-arm64", "redis-server-6.2.6-v5-darwin-arm64", "redis-server-6.2.6-v5-darwin-amd64");

    public static void main(String[] args) throws Exception {
        // Under its own name, the directory is complete: a run that was killed begins again. Tests can unpack at the same time.
        Path unfinished = Files.createDirectories(Path.of(args[0] + "." + ProcessHandle.current().pid()));
        unpackPostgres(unfinished);
        unpackRedis(unfinished.resolve("redis-server"));
        try {
            Files.move(unfinished, Path.of(args[0]));
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            delete(unfinished);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void unpackPostgres(Path place) throws Exception {
        Process tar = new ProcessBuilder("tar", "-x", "-f", "-", "-C", place.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (InputStream archive = new XZInputStream(resource(POSTGRES.stream())); OutputStream in = tar.getOutputStream()) {
            archive.transferTo(in);
        }
        if (tar.waitFor() != 0) {
            throw new IOException("tar exited with " + tar.exitValue());
        }
    }

    /** Takes the first server that runs on this machine. */
    private static void unpackRedis(Path server) throws Exception {
        for (String name : REDIS) {
            try (InputStream program = resource(Stream.of(name))) {
                Files.write(server, program.readAllBytes());
            }
            if (server.toFile().setExecutable(true, false) && runs(server)) {
                return;
            }
        }
        throw new IOException("no Redis server runs on this machine");
    }

    private static boolean runs(Path program) throws InterruptedException {
        try {
            return new ProcessBuilder(program.toString(), "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static InputStream resource(Stream<String> names) throws IOException {
        return names.map(ClassLoader::getSystemResourceAsStream).filter(found -> found != null).findFirst()
                .orElseThrow(() -> new IOException("the server is not on the class path"));
    }
}

package io.quarkiverse.processmanager.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.service.ProcessService;

/** A start on data that the program cannot read is refused with the versions and what to do. */
class DataVersionsTest {

    private static final String MARIADB = "mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)";
    private static final String REDIS = "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=1e7d8b1f";
    private static final String OR_ELSE = ", or delete the directory to begin with empty data, or set data-dir to another directory";

    @TempDir
    Path root;

    private Optional<String> problem(ProcessService service) throws IOException {
        return service.problem(new FakeInstance("db", 1, List.of(), root.resolve("bin"), root.resolve("db/data")));
    }

    private void program(String name, String version) throws IOException {
        Path file = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n[ \"$1\" = --version ] && echo '" + version + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Path data(String file) throws IOException {
        Path path = root.resolve("db/data").resolve(file).normalize();
        Files.createDirectories(path.getParent());
        return path;
    }

    @Test
    void mariadbRefusesDataOfANewerVersion() throws IOException {
        program("mariadbd", MARIADB);
        Files.writeString(data("process-manager.version"), MARIADB.replace("10.11.19", "11.4.2"));

        assertThat(problem(new Mariadb())).contains("the data in " + root + "/db/data is of MariaDB 11.4, and " + root
                + "/bin/mariadbd is MariaDB 10.11; set service.home to the directory of a program of that version or newer"
                + OR_ELSE);
    }

    @Test
    void mariadbUpgradesDataOfAnOlderVersion() throws IOException {
        program("mariadbd", MARIADB);
        Files.writeString(data("process-manager.version"), MARIADB.replace("10.11.19", "10.6.2"));
        assertThat(problem(new Mariadb())).isEmpty();

        Files.writeString(data("mariadb_upgrade_info"), "11.0.1-MariaDB");

        assertThat(problem(new Mariadb())).as("a newer server has upgraded it").isPresent();
    }

    @Test
    void dataOfMysqlIsNoneOfMariadb() throws IOException {
        program("mysqld", MARIADB.replace("mariadbd", "mysqld"));
        Files.writeString(data("process-manager.version"), "/usr/sbin/mysqld  Ver 8.0.36 for Linux on x86_64");

        assertThat(problem(new Mysql())).get().asString().contains("is of MySQL 8.0, and ", "mysqld is MariaDB 10.11");
    }

    @Test
    void redisRefusesDataOfANewerFormat() throws IOException {
        program("redis-server", REDIS);
        Files.write(data("../appendonlydir/appendonly.aof.1.base.rdb"),
                "REDIS0012\u00fa\u0009redis-ver".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problem(new Redis())).contains("the data in " + root + "/db has the format 12, which " + root
                + "/bin/redis-server, of version 7.0, cannot read: it reads 10 and older ones; set service.home to the directory of "
                + "a newer program" + OR_ELSE);
    }

    @Test
    void redisReadsItsOwnFormatAndAVersionThatIsNotKnownReadsAny() throws IOException {
        Path file = data("../appendonlydir/appendonly.aof.1.base.rdb");
        Files.write(file, "REDIS0010\u00fa".getBytes(StandardCharsets.ISO_8859_1));
        program("redis-server", REDIS);
        assertThat(problem(new Redis())).isEmpty();

        Files.write(file, "REDIS0099".getBytes(StandardCharsets.ISO_8859_1));
        program("redis-server", REDIS.replace("7.0.15", "12.0.1"));
        Files.setLastModifiedTime(root.resolve("bin/redis-server"), java.nio.file.attribute.FileTime.fromMillis(1));

        assertThat(problem(new Redis())).isEmpty();
    }

    @Test
    void emptyDataIsReadByAll() throws IOException {
        assertThat(problem(new Mariadb())).isEmpty();
        assertThat(problem(new Redis())).isEmpty();
    }

    @Test
    void aPathThatAServerWouldMisreadIsRefused() {
        FakeInstance number = new FakeInstance("mq", 1, List.of(), root, Path.of("/data/c#/data"));
        assertThat(new Rabbitmq().problem(number))
                .contains("cannot have its data in /data/c#/data: its configuration file allows "
                        + "no '#' in a path; set data-dir to another directory");
        FakeInstance comma = new FakeInstance("mq", 1, List.of(), root, Path.of("/data/a,b/data"));
        assertThat(new Kafka().problem(comma))
                .contains("cannot have its data in /data/a,b/data: its setting log.dirs allows no "
                        + "comma in a path; set data-dir to another directory");
    }
}

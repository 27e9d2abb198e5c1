package io.quarkiverse.processmanager.runtime.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.quarkiverse.processmanager.service.ServiceInstance;

/**
 * The version of the data of MariaDB and MySQL: the initialization writes it, and the upgrade of the server. A newer server upgrades
 * the data; an older one, and one of the other kind, can damage it.
 */
final class MysqlData {

    /** The initialization writes this file below the data. */
    private static final String CREATED = "process-manager.version";
    private static final List<String> FILES = List.of(CREATED, "mariadb_upgrade_info", "mysql_upgrade_info");

    private MysqlData() {
    }

    /** The line of the initialization that writes the version. */
    static String note(String server) {
        return ShellQuote.word(server) + " --no-defaults --version >\"$NEW/" + CREATED + "\"\n";
    }

    /** Why the server cannot run on the data, as the end of a sentence; empty if it can, or if the version is not known. */
    static Optional<String> problem(ServiceInstance instance, String server) {
        Path data = instance.data();
        Optional<ProgramVersion> ofData = FILES.stream().map(data::resolve).map(MysqlData::read).filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        Optional<ProgramVersion> program = ofData.isEmpty() ? Optional.empty() : ProgramVersion.of(instance.executable(server));
        if (program.isEmpty()) {
            return Optional.empty();
        }
        boolean same = isMariadb(program.get()) == isMariadb(ofData.get());
        return same && program.get().compareTo(ofData.get()) >= 0 ? Optional.empty()
                : Optional.of("the data in " + data + " is of " + name(ofData.get()) + ", and " + instance.executable(server)
                        + " is " + name(program.get())
                        + "; set service.home to the directory of a program of that version or newer, "
                        + "or delete the directory to begin with empty data, or set data-dir to another directory");
    }

    private static ProgramVersion read(Path file) {
        try {
            return Files.exists(file) ? ProgramVersion.parse(Files.readString(file)).orElse(null) : null;
        } catch (IOException e) {
            // The data of another user: the server reads it, and names its version.
            return null;
        }
    }

    private static boolean isMariadb(ProgramVersion version) {
        return version.text().contains("MariaDB");
    }

    private static String name(ProgramVersion version) {
        return (isMariadb(version) ? "MariaDB " : "MySQL ") + version.numbers();
    }
}

package io.quarkiverse.processmanager.deployment.export.systemd;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The application on the server.
 *
 * @param name the name of the application, which is also that of its user and the beginning of each unit
 * @param command the words that start the application
 * @param project the directory of the project on the machine of the build
 * @param javaHome the directory of the JDK of the build
 */
public record SystemdApplication(String name, List<String> command, Path project, Path javaHome) {

    /** The application of a build. */
    static SystemdApplication of(String application, List<String> command, Path project) {
        return new SystemdApplication(unitName(application), command, project, Path.of(System.getProperty("java.home")));
    }

    /** A name that a unit, a user and a directory can have. */
    static String unitName(String application) {
        String name = application.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-");
        return Character.isLetter(name.charAt(0)) ? name : "app-" + name;
    }

    /** The directory of the application and of its files on the server. */
    String home() {
        return "/opt/" + name;
    }

    /** The unit of a process. */
    String unit(String id) {
        return name + "-" + id;
    }

    /** The file with the secrets of a unit. */
    String environmentFile(String unit) {
        return "/etc/" + name + "/" + unit + ".env";
    }

    /** A path where it will be: the files of the project are copied to the directory of the application. */
    String path(Path path) {
        Path absolute = project.resolve(path).normalize();
        if (absolute.startsWith(javaHome)) {
            return "/usr/" + javaHome.relativize(absolute).toString().replace('\\', '/');
        }
        String below = absolute.startsWith(project) ? project.relativize(absolute).toString().replace('\\', '/') : "";
        return !absolute.startsWith(project) ? absolute.toString() : below.isEmpty() ? home() : home() + "/" + below;
    }

    /** The first word of a command where it will be. A name without a slash is searched for. */
    String program(String word) {
        return word.indexOf('/') < 0 ? word : path(Path.of(word));
    }
}

package io.quarkiverse.processmanager.runtime.config.group;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.Execution.Isolation;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;

/** The user, the rights and the resource limits of one process. */
@ConfigGroup
public interface ExecutionConfig {

    /**
     * The user that the process runs as, by name or number. The process also gets the groups of that user, and {@code HOME},
     * {@code USER} and {@code LOGNAME} are those of that user unless {@code env} sets them. A user other than that of the
     * application needs root. Linux only, like {@code group}, {@code umask}, {@code nice} and {@code ulimits}.
     */
    Optional<String> user();

    /**
     * The group that the process runs as, by name or number (default: the first group of the {@code user}).
     */
    Optional<String> group();

    /**
     * The permissions that new files of the process do not get, as an octal number with a leading zero: {@code 027} excludes
     * other users. YAML needs quotes around the number.
     */
    Optional<String> umask();

    /**
     * The scheduling priority of the process, from {@code -20}, the most urgent, to {@code 19}. A priority that is more urgent
     * than that of the application needs root.
     */
    OptionalInt nice();

    /**
     * Resource limits, by their names in {@code prlimit}. {@code ulimits."nofile"=4096} sets the soft and the hard limit;
     * {@code 1024:4096} sets the soft limit to 1024 and the hard limit to 4096; {@code unlimited} removes a limit. The names
     * are {@code as}, {@code core}, {@code cpu}, {@code data}, {@code fsize}, {@code locks}, {@code memlock}, {@code msgqueue},
     * {@code nice}, {@code nofile}, {@code nproc}, {@code rss}, {@code rtprio}, {@code rttime}, {@code sigpending} and
     * {@code stack}. A size is in bytes, {@code cpu} in seconds and {@code rttime} in microseconds.
     */
    @ConfigDocMapKey("name")
    Map<String, Optional<String>> ulimits();

    /**
     * How the process manager finds the members of the process tree. {@code session} finds them by session, process group,
     * environment, limit of file locks and parent; a daemon that changes all of them escapes. {@code cgroup} also puts the process tree into a control
     * group of its own, which no process leaves without privileges; it needs Linux with cgroup v2 and the right to create
     * control groups. {@code auto} uses a control group where the application can create one, and {@code session} elsewhere.
     */
    @ConfigDocDefault("session")
    Optional<Isolation> isolation();

    /**
     * Whether the process outlives the application, for example a database that takes long to start. The process writes its
     * output directly into a file: {@code log.file.path} or a private file. The next start of the application in the same
     * directory and mode adopts the process if its definition is unchanged, and replaces it otherwise. In tests the process ends
     * with the JVM at the latest. Linux only.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> detached();

    static void apply(ExecutionConfig config, ProcessDefinitionBuilder builder) {
        config.user().ifPresent(builder::user);
        config.group().ifPresent(builder::group);
        config.umask().ifPresent(builder::umask);
        config.nice().ifPresent(builder::nice);
        config.ulimits().forEach((name, value) -> builder.ulimit(name, value.orElse("")));
        config.isolation().ifPresent(builder::isolation);
        config.detached().ifPresent(builder::detached);
    }
}

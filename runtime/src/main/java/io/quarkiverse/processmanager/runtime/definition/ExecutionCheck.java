package io.quarkiverse.processmanager.runtime.definition;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.Execution;

/** The rules for an execution that hold on any machine. Whether a user and a right exist is known only at the start. */
final class ExecutionCheck {

    private static final Pattern ACCOUNT = Pattern.compile("[^\\s\\p{Cntrl}:,/=+-][^\\s\\p{Cntrl}:,/=]*");
    // YAML reads 027 without quotes as the number 23, which has no leading zero.
    private static final Pattern UMASK = Pattern.compile("0[0-7]{0,3}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final String UNLIMITED = "unlimited";
    private static final Set<String> LIMITS = new TreeSet<>(Set.of("as", "core", "cpu", "data", "fsize", "locks", "memlock",
            "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack"));

    private final BiConsumer<String, String> problems;

    private ExecutionCheck(BiConsumer<String, String> problems) {
        this.problems = problems;
    }

    /** Reports each problem as a setting and a message. */
    static void check(Execution execution, BiConsumer<String, String> problems) {
        ExecutionCheck check = new ExecutionCheck(problems);
        check.account("user", execution.user());
        check.account("group", execution.group());
        execution.umask().filter(mask -> !UMASK.matcher(mask).matches()).ifPresent(mask -> problems.accept("umask", "'" + mask
                + "' is not an octal number with a leading zero, such as 027; YAML needs quotes around it"));
        execution.nice().ifPresent(check::nice);
        if (execution.detached() && execution.isolation() == Execution.Isolation.CGROUP) {
            problems.accept("detached",
                    "cannot be combined with isolation=cgroup: the control group ends with the application");
        }
        for (Map.Entry<String, String> limit : execution.ulimits().entrySet()) {
            check.limit(limit.getKey(), limit.getValue());
        }
    }

    private void account(String kind, Optional<String> name) {
        name.filter(text -> !ACCOUNT.matcher(text).matches())
                .ifPresent(text -> problems.accept(kind, "'" + text + "' is neither the name nor the number of a " + kind));
    }

    private void nice(int nice) {
        if (nice < -20 || nice > 19) {
            problems.accept("nice", nice + " is not between -20 and 19");
        }
    }

    private void limit(String name, String value) {
        String setting = "ulimits." + name;
        String[] parts = value.split(":", -1);
        String soft = parts[0];
        String hard = parts[parts.length - 1];
        if (!LIMITS.contains(name)) {
            problems.accept(setting, "there is no limit '" + name + "'; the limits are " + String.join(", ", LIMITS));
        } else if (parts.length > 2 || !isAmount(soft) || !isAmount(hard)) {
            problems.accept(setting, "'" + value + "' is not a number, soft:hard or " + UNLIMITED);
        } else if (isMore(soft, hard)) {
            problems.accept(setting, "the soft limit " + soft + " is more than the hard limit " + hard);
        }
    }

    private static boolean isAmount(String text) {
        return text.equals(UNLIMITED) || NUMBER.matcher(text).matches();
    }

    private static boolean isMore(String soft, String hard) {
        return !hard.equals(UNLIMITED)
                && (soft.equals(UNLIMITED) || Long.parseLong(soft) > Long.parseLong(hard));
    }
}

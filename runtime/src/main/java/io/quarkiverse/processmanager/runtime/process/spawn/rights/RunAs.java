package io.quarkiverse.processmanager.runtime.process.spawn.rights;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.process.spawn.tools.SystemTools;

/**
 * The user and group of a process.
 *
 * @param label the user or group in messages; empty for those of the application
 * @param words the words before a command that change the user or group; empty for those of the application
 * @param variables the environment variables that name the user
 */
public record RunAs(String label, List<String> words, Map<String, String> variables) {

    /** The user and group of the application. */
    public static final RunAs OWN = new RunAs("", List.of(), Map.of());

    public RunAs {
        words = List.copyOf(words);
        variables = Map.copyOf(variables);
    }

    /**
     * Finds the user and group of a definition.
     *
     * @throws StartRefusedException if they do not exist, or this JVM may not change to them
     */
    public static RunAs of(Execution execution, Privileges own) throws StartRefusedException {
        OptionalLong gid = execution.group().isPresent() ? group(execution.group().get()) : OptionalLong.empty();
        if (execution.user().isPresent()) {
            String name = execution.user().get();
            Optional<Accounts.User> account = Accounts.user(name);
            Accounts.User user = account.isPresent() ? account.get() : nameless(name, gid);
            if (user.uid() != own.uid()) {
                return other(name, user, gid, account.isPresent(), own);
            }
        }
        return gid.isEmpty() || gid.getAsLong() == own.gid() ? OWN : inGroup(execution.group().get(), gid.getAsLong(), own);
    }

    private static OptionalLong group(String name) throws StartRefusedException {
        OptionalLong gid = Accounts.group(name);
        if (gid.isEmpty()) {
            throw new StartRefusedException(Reason.INVALID, "group=" + name + " is no group of this machine");
        }
        return gid;
    }

    private static Accounts.User nameless(String number, OptionalLong gid) throws StartRefusedException {
        OptionalLong uid = Accounts.number(number);
        if (uid.isEmpty()) {
            throw new StartRefusedException(Reason.INVALID, "user=" + number + " is no user of this machine");
        }
        if (gid.isEmpty()) {
            throw new StartRefusedException(Reason.INVALID,
                    "user=" + number + " has no name and no group on this machine, so that group must be set too");
        }
        return new Accounts.User(number, uid.getAsLong(), gid.getAsLong(), "/");
    }

    private static RunAs other(String name, Accounts.User user, OptionalLong gid, boolean hasGroups, Privileges own)
            throws StartRefusedException {
        permit("user=" + name, "user", own.has(Privileges.SET_UID) && own.has(Privileges.SET_GID), own);
        return new RunAs("user '" + user.name() + "'",
                List.of(setpriv("user=" + name), "--reuid=" + user.uid(), "--regid=" + gid.orElse(user.gid()),
                        hasGroups ? "--init-groups" : "--clear-groups", "--inh-caps=-all", "--"),
                Map.of("HOME", user.home(), "USER", user.name(), "LOGNAME", user.name()));
    }

    private static RunAs inGroup(String name, long gid, Privileges own) throws StartRefusedException {
        permit("group=" + name, "group", own.has(Privileges.SET_GID), own);
        return new RunAs("group '" + name + "'",
                List.of(setpriv("group=" + name), "--regid=" + gid, "--keep-groups", "--"), Map.of());
    }

    private static void permit(String setting, String kind, boolean permitted, Privileges own) throws StartRefusedException {
        if (!permitted) {
            throw new StartRefusedException(Reason.NOT_PERMITTED,
                    setting + " needs root, or the capability to change the " + kind
                            + "; this application runs as user " + own.uid() + ", group " + own.gid());
        }
    }

    private static String setpriv(String setting) throws StartRefusedException {
        return SystemTools.need("setpriv", "util-linux", setting).toString();
    }

    public boolean isOwn() {
        return words.isEmpty();
    }
}

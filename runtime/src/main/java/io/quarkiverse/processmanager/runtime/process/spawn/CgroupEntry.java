package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.HelperCommand;
import io.quarkiverse.processmanager.runtime.process.table.Cgroup;

/** Finds out whether a process can enter a control group: a system can permit a user to make a group and refuse the way into it. */
public final class CgroupEntry {

    private CgroupEntry() {
    }

    /** Lets a shell enter the group and exit. Returns what the system answers; empty if the shell was in the group. */
    public static Optional<String> refusal(Cgroup group) {
        try {
            HelperCommand.Answer answer = new HelperCommand(
                    List.of("/bin/sh", "-c", "echo 0 > \"$1\"", "sh", group.membersFile().toString())).withErrorOutput().read();
            return answer.exitCode() == 0 ? Optional.empty()
                    : Optional.of(answer.output().lines().findFirst().orElse("exit code " + answer.exitCode()));
        } catch (IOException | TimeoutException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}

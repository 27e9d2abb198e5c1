package io.quarkiverse.processmanager.runtime.definition.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.ProcessDefinition;

/**
 * A digest of the settings of a task that its work depends on: what runs, where, as which user, with which variables of its own. The
 * inherited environment and the addresses of the dependencies do not count, because they differ from start to start. A digest, and not
 * the text, because arguments and variables can be secrets.
 */
public final class DefinitionDigest {

    private final MessageDigest digest;

    private DefinitionDigest(MessageDigest digest) {
        this.digest = digest;
    }

    /** The SHA-256 digest in hexadecimal digits. */
    public static String of(ProcessDefinition definition) {
        try {
            DefinitionDigest all = new DefinitionDigest(MessageDigest.getInstance("SHA-256"));
            all.add(definition);
            return HexFormat.of().formatHex(all.digest.digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private void add(ProcessDefinition definition) {
        Command command = definition.command();
        add("command", command.words());
        add("shell", command.shell());
        add("cwd", command.directory());
        command.environment().forEach((name, value) -> add("env." + name, value));
        add("unset-env", command.unsetEnvironment());
        add("inherit-env", command.inheritEnvironment());
        Execution execution = definition.execution();
        add("user", execution.user());
        add("group", execution.group());
        add("umask", execution.umask());
        add("pre-start.command", definition.start().preStart());
        add("creates", definition.start().creates());
        add("data-dir", definition.start().dataDir());
        add("success-exit-codes", definition.successExitCodes());
    }

    private void add(String name, Collection<?> values) {
        add(name, values.size());
        values.forEach(value -> add(name, value));
    }

    /** Lengths keep apart what would otherwise be one text. */
    private void add(String name, Object value) {
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        digest.update((name + "=" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}

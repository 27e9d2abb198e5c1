package io.quarkiverse.processmanager.runtime.process.detached;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** A hash that identifies text which may contain secrets. */
final class Fingerprint {

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The fingerprint of everything whose change requires a restart of the process. */
    static String of(ProcessRunner.Launch launch) {
        Command command = launch.command();
        Execution execution = launch.execution();
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.addAll(command.words());
        fingerprint.add(command.shell(), command.directory(), command.inheritEnvironment(), launch.port());
        command.environment().forEach(fingerprint::add);
        command.unsetEnvironment().forEach(fingerprint::add);
        fingerprint.add(execution.user(), execution.group(), execution.umask(), execution.nice());
        execution.ulimits().forEach(fingerprint::add);
        fingerprint.add(launch.log().file().map(LogFile::path));
        return fingerprint.text();
    }

    private void addAll(List<String> texts) {
        add(texts.size());
        texts.forEach(this::add);
    }

    /** Adds each value with its length, so that the next value cannot be read as a part of it. */
    private void add(Object... values) {
        for (Object value : values) {
            byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
    }

    private String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}

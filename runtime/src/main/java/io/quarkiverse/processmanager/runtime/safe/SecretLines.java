package io.quarkiverse.processmanager.runtime.safe;

import java.util.List;

import io.quarkiverse.processmanager.runtime.safe.SecretText.Found;

/**
 * Masks the lines of one stream in their order: the name of a value can stand in the line before, {@code - name: PASSWORD}. For one
 * thread.
 */
public final class SecretLines {

    private String said = "";

    /** The next line with a mask in place of each secret. */
    public String mask(String line) {
        Found key = SecretForm.keyLine(line);
        SecretScan scan = new SecretScan(line, said);
        String masked = SecretText.mask(line, key == null ? scan.all() : List.of(key));
        said = scan.said();
        return masked;
    }
}

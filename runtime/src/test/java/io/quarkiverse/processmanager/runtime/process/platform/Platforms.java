package io.quarkiverse.processmanager.runtime.process.platform;

import java.util.List;

/** The platforms of other systems that can be run on Linux. */
public final class Platforms {

    /** The {@code ps} of Linux has the same columns as that of macOS. */
    static final MacPsSyntax PS_OF_LINUX = new MacPsSyntax("/bin/ps", "e", List.of("cat", "/proc/sys/kernel/random/boot_id"));

    private Platforms() {
    }

    /** The platform of macOS, without {@code /proc} and setsid. */
    public static Platform withPs() {
        return MacPlatform.create(PS_OF_LINUX);
    }
}

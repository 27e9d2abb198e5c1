package io.quarkiverse.processmanager.runtime.process.libc;

import java.nio.ByteBuffer;

/**
 * What every child begins with: no blocked signal, the default action for each signal and, if requested, a session of its own.
 * Never changed after its creation, so several threads may use it.
 */
final class SpawnAttributes {

    private static final int SIGNALS_BYTES = 128;
    private static final byte ALL = (byte) 0xff;

    /** The structure of glibc has 336 bytes. It holds nothing that must be released. */
    private final ByteBuffer attributes = ByteBuffer.allocateDirect(512);

    SpawnAttributes(boolean session) throws SystemError {
        ByteBuffer none = ByteBuffer.allocateDirect(SIGNALS_BYTES);
        ByteBuffer all = ByteBuffer.allocateDirect(SIGNALS_BYTES);
        while (all.hasRemaining()) {
            all.put(ALL);
        }
        int flags = Libc.POSIX_SPAWN_SETSIGDEF | Libc.POSIX_SPAWN_SETSIGMASK | (session ? Libc.POSIX_SPAWN_SETSID : 0);
        require("init", Libc.posix_spawnattr_init(address()));
        require("setflags", Libc.posix_spawnattr_setflags(address(), (short) flags));
        require("setsigmask", Libc.posix_spawnattr_setsigmask(address(), Libc.address(none)));
        require("setsigdefault", Libc.posix_spawnattr_setsigdefault(address(), Libc.address(all)));
    }

    private static void require(String call, int error) throws SystemError {
        if (error != 0) {
            throw new SystemError("posix_spawnattr_" + call, error);
        }
    }

    long address() {
        return Libc.address(attributes);
    }
}

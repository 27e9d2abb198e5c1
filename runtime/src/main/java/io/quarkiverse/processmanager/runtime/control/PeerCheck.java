package io.quarkiverse.processmanager.runtime.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

import jdk.net.ExtendedSocketOptions;

/**
 * Accepts connections of the user of the application only, on top of the permissions of the directory. Windows does not name the
 * user of a connection; there the directory in the profile of the user is the protection.
 */
final class PeerCheck {

    private final UserPrincipal owner;

    /** @param directory a directory of this user */
    PeerCheck(Path directory) throws IOException {
        owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
    }

    boolean accepts(SocketChannel channel) throws IOException {
        return !channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                || channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(owner);
    }
}

/**
 * The command line: a client of the control socket. It needs no class of Quarkus, so that it starts fast.
 * {@link io.quarkiverse.processmanager.cli.Main} is the door.
 */
package io.quarkiverse.processmanager.cli;

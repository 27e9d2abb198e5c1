package io.quarkiverse.processmanager.deployment.console;

import org.aesh.command.invocation.CommandInvocation;

import io.quarkiverse.processmanager.terminal.command.Output;
import io.quarkus.dev.console.QuarkusConsole;

/**
 * Prints in the terminal mode of the console. After its close it prints nothing: the terminal mode may have ended, and what is printed
 * then appears in the log of the application.
 */
final class ConsoleOutput implements Output {

    private final CommandInvocation invocation;
    private final boolean pages;
    private boolean closed;

    private ConsoleOutput(CommandInvocation invocation, boolean pages) {
        this.invocation = invocation;
        this.pages = pages;
    }

    /** Prints at once. */
    static ConsoleOutput live(CommandInvocation invocation) {
        return new ConsoleOutput(invocation, false);
    }

    /** Prints at the end of the command, page by page: the terminal mode has no history to scroll back in. */
    static ConsoleOutput pages(CommandInvocation invocation) {
        return new ConsoleOutput(invocation, true);
    }

    static boolean hasColours() {
        return QuarkusConsole.hasColorSupport() && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    }

    @Override
    public synchronized void line(String text) {
        if (!closed) {
            invocation.println(text, pages);
        }
    }

    @Override
    public void error(String text) {
        line(text);
    }

    @Override
    public void flush() {
        // The terminal keeps nothing back.
    }

    /** The end of the terminal mode ends the wait of a command, and leaves alone what the command has started. */
    @Override
    public boolean isClosed() {
        return false;
    }

    synchronized void close() {
        closed = true;
    }
}

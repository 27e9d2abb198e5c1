package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;

import io.quarkiverse.processmanager.terminal.command.Output;
import picocli.CommandLine.Model.CommandSpec;

/** The standard output and the standard error. */
record SpecOutput(PrintWriter out, PrintWriter err) implements Output {

    SpecOutput(CommandSpec spec) {
        this(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    @Override
    public void line(String text) {
        out.println(text);
    }

    @Override
    public void error(String text) {
        err.println(text);
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public boolean isClosed() {
        return out.checkError();
    }
}

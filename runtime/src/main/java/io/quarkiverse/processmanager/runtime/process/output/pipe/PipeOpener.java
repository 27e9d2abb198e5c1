package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.io.InputStream;

/** Opens the reading end of a pipe of a child that has just been started, as the operating system allows. */
public interface PipeOpener {

    /**
     * @param stream the stream of the JDK for that pipe
     * @param end the descriptor of the child
     */
    ChildPipe open(Process process, InputStream stream, ChildPipe.Descriptor end);
}

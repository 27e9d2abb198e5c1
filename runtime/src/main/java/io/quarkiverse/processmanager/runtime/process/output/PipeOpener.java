package io.quarkiverse.processmanager.runtime.process.output;

import java.io.InputStream;

/** Opens the reading end of a pipe of a child that has just been started, in the way of the operating system. */
public interface PipeOpener {

    /**
     * @param stream the stream that the JDK has for that pipe
     * @param end which descriptor of the child it is
     */
    ChildPipe open(Process process, InputStream stream, ChildPipe.Descriptor end);
}

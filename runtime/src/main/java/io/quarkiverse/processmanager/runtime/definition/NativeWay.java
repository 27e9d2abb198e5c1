package io.quarkiverse.processmanager.runtime.definition;

/** Whether processes may be started with direct calls of the C library. */
public enum NativeWay {

    /** On Linux, where a self-test at the first start succeeds. Otherwise the JDK starts the processes. */
    AUTO,
    /** The JDK starts the processes. */
    OFF
}

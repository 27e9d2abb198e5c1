/**
 * The native way to Linux: starts, signals, waits for and reads processes with direct calls of the C library. {@link
 * io.quarkiverse.processmanager.runtime.process.libc.NativeAccess} is the door. The other rooms must work without it: this
 * room is closed on other systems, without JNA, and where the self-test fails. It must not know what a process is for.
 */
package io.quarkiverse.processmanager.runtime.process.libc;

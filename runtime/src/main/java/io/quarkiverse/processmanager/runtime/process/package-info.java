/**
 * Starts and stops processes of the operating system: the seam between the supervisor, which decides, and the packages below,
 * which act. {@link io.quarkiverse.processmanager.runtime.process.ProcessRunner} is the door; the supervisor and its tests know
 * nothing else of this layer. The seam must not know how a process is started, observed or stopped, and no package below it
 * knows the supervisor.
 */
package io.quarkiverse.processmanager.runtime.process;

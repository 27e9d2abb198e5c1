/**
 * Creates every thread of the engine and runs tasks on them. {@link
 * io.quarkiverse.processmanager.runtime.process.threads.EngineThreads} is the door. It must not reference anything of the
 * application, because these threads outlive live reloads.
 */
package io.quarkiverse.processmanager.runtime.process.threads;

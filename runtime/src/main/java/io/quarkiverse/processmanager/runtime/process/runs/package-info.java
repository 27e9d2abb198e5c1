/** Remembers successful runs of tasks, and decides whether another run is necessary. */
package io.quarkiverse.processmanager.runtime.process.runs;

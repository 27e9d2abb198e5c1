/** The checks of a process, health and liveness: their settings, the probes that follow from the settings, and their records. */
package io.quarkiverse.processmanager.runtime.definition.check;

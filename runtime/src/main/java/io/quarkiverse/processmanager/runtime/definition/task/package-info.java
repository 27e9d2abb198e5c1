/** The settings of tasks: what makes a run necessary, and when a run is due. The package knows the public types only. */
package io.quarkiverse.processmanager.runtime.definition.task;

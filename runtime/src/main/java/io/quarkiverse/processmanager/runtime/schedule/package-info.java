/** The schedules of tasks, as jobs of the scheduler of the application. The package knows the public types only. */
package io.quarkiverse.processmanager.runtime.schedule;

/** The settings of the health check and of the liveness check of a process. */
package io.quarkiverse.processmanager.runtime.config.check;

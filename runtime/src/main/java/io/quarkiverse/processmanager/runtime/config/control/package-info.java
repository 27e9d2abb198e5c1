/** The settings of the control socket. */
package io.quarkiverse.processmanager.runtime.config.control;

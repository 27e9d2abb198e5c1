/** The mapping of the settings for deployments on other engines, which only the build reads. */
package io.quarkiverse.processmanager.runtime.config.export;

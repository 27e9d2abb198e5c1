/** The settings of a definition that neither start nor stop anything by themselves: tags, watched files, the liveness check. */
package io.quarkiverse.processmanager.runtime.definition.traits;

/** The settings of a definition that neither start nor stop anything by themselves: tags, watched files. */
package io.quarkiverse.processmanager.runtime.definition.traits;

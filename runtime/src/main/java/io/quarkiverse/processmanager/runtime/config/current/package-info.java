/** Reads mappings again in a running application. */
package io.quarkiverse.processmanager.runtime.config.current;

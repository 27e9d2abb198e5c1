/** Where a process listens: its host, its ports, their rules, and the scheme of its URL. It knows the settings of patterns. */
package io.quarkiverse.processmanager.runtime.definition.listen;

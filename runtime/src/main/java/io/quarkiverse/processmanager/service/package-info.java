/**
 * Services: patterns with a program. Implement {@link io.quarkiverse.processmanager.service.ProcessService} for a service of your own.
 * No parameter and no result is null unless its annotation says so.
 */
@NullMarked
package io.quarkiverse.processmanager.service;

import org.jspecify.annotations.NullMarked;

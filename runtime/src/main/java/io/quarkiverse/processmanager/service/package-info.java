/**
 * Services: patterns with a program. Users implement {@link io.quarkiverse.processmanager.service.ProcessService} for a service of
 * their own. The package knows the public types only.
 */
package io.quarkiverse.processmanager.service;

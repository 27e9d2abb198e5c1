/**
 * Makes the definitions of other tools, a {@code Procfile} and a {@code process-compose.yaml}, a part of the configuration of the
 * build. Quarkus records their values for the start, so a packaged application needs neither the files nor these classes.
 */
package io.quarkiverse.processmanager.deployment.imported;

/** Writes systemd units: a pure function from the plan of a deployment to files for one server without containers. */
package io.quarkiverse.processmanager.deployment.export.systemd;

package org.acme.services;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;

/** A page for users with a token: their name and their roles. */
@ApplicationScoped
class Account {

    void publish(@Observes Router router) {
        router.get("/account").handler(context -> {
            var identity = ((QuarkusHttpUser) context.user()).getSecurityIdentity();
            context.end(identity.getPrincipal().getName() + " is "
                    + String.join(",", identity.getRoles().stream().sorted().toList()));
        });
    }
}

package org.acme.shop;

import java.net.URI;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.arc.profile.UnlessBuildProfile;

/** Sends a browser to the development server of the front end. */
@Path("/")
@UnlessBuildProfile("prod")
public class FrontEnd {

    @ConfigProperty(name = "quarkus.processes.web.port")
    int port;

    @GET
    public Response open() {
        return Response.temporaryRedirect(URI.create("http://localhost:" + port)).build();
    }
}

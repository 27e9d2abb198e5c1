package org.acme.services;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The system that knows how many pieces of a product are there. */
@RegisterRestClient(configKey = "stock")
@Path("/stock")
public interface Stock {

    @GET
    @Path("/{product}")
    int count(@PathParam("product") String product);
}

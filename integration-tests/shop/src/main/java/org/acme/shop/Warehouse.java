package org.acme.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Another team's service. WireMock answers in its place. */
@RegisterRestClient(configKey = "warehouse")
@Path("/stock")
public interface Warehouse {

    record Stock(int pieces) {
    }

    @GET
    @Path("/{product}")
    Stock stock(String product);
}

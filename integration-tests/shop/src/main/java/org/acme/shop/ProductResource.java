package org.acme.shop;

import java.util.List;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Products come from PostgreSQL, their visits from Redis, and what is in stock from the warehouse. */
@Path("/products")
public class ProductResource {

    public record Page(String name, int cents, long visits, int inStock) {
    }

    private final Visits visits;
    private final Warehouse warehouse;

    public ProductResource(Visits visits, @RestClient Warehouse warehouse) {
        this.visits = visits;
        this.warehouse = warehouse;
    }

    @GET
    public List<Product> all() {
        return Product.listAll();
    }

    @GET
    @Path("/{id}")
    public Page page(long id) {
        Product product = Product.<Product> findByIdOptional(id).orElseThrow(NotFoundException::new);
        return new Page(product.name, product.cents, visits.count(product), warehouse.stock(product.name).pieces());
    }

    @POST
    @Transactional
    public Product add(Product product) {
        product.persist();
        return product;
    }
}

CREATE TABLE product (id int PRIMARY KEY, name text NOT NULL);

CREATE FUNCTION twice(value int) RETURNS int AS $$
BEGIN
    RETURN 2 * value;
END;
$$ LANGUAGE plpgsql;

CREATE TABLE product (id int PRIMARY KEY, name varchar(100) NOT NULL);
INSERT INTO product VALUES (1, 'teapot');

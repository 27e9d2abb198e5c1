INSERT INTO product VALUES (1, 'teapot; with a lid');
INSERT INTO product VALUES (2, 'cup');

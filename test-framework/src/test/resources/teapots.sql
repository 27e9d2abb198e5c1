CREATE TABLE teapot (name text); INSERT INTO teapot VALUES ('brown betty'); GRANT SELECT ON teapot TO PUBLIC;

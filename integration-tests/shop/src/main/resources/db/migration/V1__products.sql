create table Product (
    id bigint primary key,
    name text not null,
    cents integer not null
);
create sequence Product_SEQ start with 51 increment by 50;

insert into Product (id, name, cents) values
    (1, 'teapot', 2490),
    (2, 'cup', 690),
    (3, 'spoon', 320);

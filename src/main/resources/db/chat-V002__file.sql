-- Files of messages that are not delivered yet.
create table file (
    post text not null,
    place integer not null,
    name text not null,
    alt text not null,
    bytes blob not null,
    primary key (post, place)
);

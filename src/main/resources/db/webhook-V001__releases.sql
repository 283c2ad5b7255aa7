create table seen (
    id integer primary key autoincrement,
    digest text not null unique,
    at integer not null
);
create table announcement (
    number integer primary key autoincrement,
    app text not null,
    version text not null,
    changes text not null,
    after integer not null,
    state text not null,
    by text not null,
    at integer not null
);

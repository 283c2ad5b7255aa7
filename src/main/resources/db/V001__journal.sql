create table deployment (
    id integer primary key autoincrement,
    taken_at text not null
);
create table event (
    seq integer primary key autoincrement,
    deployment integer not null references deployment (id),
    type text not null,
    body text not null
);
create index event_by_deployment on event (deployment, seq);

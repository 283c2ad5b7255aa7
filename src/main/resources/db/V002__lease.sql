create table lease (
    app text primary key,
    owner_origin text not null,
    owner_id text not null,
    owner_name text not null,
    reason text not null,
    since text not null,
    origin text not null,
    end_millis integer not null,
    left_millis integer not null
);

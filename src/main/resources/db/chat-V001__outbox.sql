create table post (
    key text primary key,
    deployment integer not null,
    name text not null,
    place text not null,
    kind text not null,
    payload text not null,
    done integer not null,
    copy integer not null,
    channel_id text not null,
    message_id text not null,
    created_at integer not null
);
create index post_by_message on post (message_id);
create table thread (
    deployment integer primary key,
    title text not null,
    member_id text not null,
    thread_id text not null,
    state text not null
);
create table old_copy (
    message_id text primary key,
    channel_id text not null
);
create table fact (
    name text primary key,
    value text not null
);

# shellcheck shell=bash
# What the demo and the tests need of the host: looked for first, installed only where missing, and said out loud.
# Sourced by src/demo/run and src/test/run: host_require..., host_install, engine_start, base_image, and host_restore and engine_stop in
# the caller's EXIT trap.
#
# Nothing that the host already has is changed. Packages come from the host's own Debian archive; the one exception is Compose v2,
# which Debian 12 does not have: it comes from Debian 13, whose source is added for that one package and taken away again.

# nginx and dockerd live where an ordinary user's PATH does not look.
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

readonly BASE_IMAGE="kawasemi/demo-base:trixie"
readonly BASE_PACKAGES="python3-flask,python3-celery,python3-redis,gunicorn,redis-server"
readonly LOCK_FOLDER="${TMPDIR:-/tmp}"
readonly TRIXIE_SOURCE=/etc/apt/sources.list.d/kawasemi-demo-trixie.sources
readonly TRIXIE_PIN=/etc/apt/preferences.d/kawasemi-demo-trixie
readonly POLICY=/usr/sbin/policy-rc.d

HOST_LOG="${HOST_LOG:-/dev/null}"   # where the chatter of apt, debootstrap and dockerd goes
engine_pid=""
patient_pid=""
policy_is_ours=""
trixie_is_ours=""
host_missing=()
host_wanted=()

say() { printf '%s\n' "$*"; }

# Ends the run for a reason that a person has to see to (exit code 2, as the program itself has it).
refuse() {
    printf '%s\n' "$*" >&2
    exit 2
}

# patiently LIMIT TEXT COMMAND...: runs a command with a limit in seconds; its output goes to the log; every 15 s a line says that it is at work.
patiently() {
    local limit=$1 text=$2
    shift 2
    say "  $text"
    local began=$SECONDS next=15 code=0
    timeout --kill-after=10 "$limit" "$@" >> "$HOST_LOG" 2>&1 < /dev/null 8>&- 9>&- &
    patient_pid=$!
    while kill -0 "$patient_pid" 2> /dev/null; do
        sleep 0.2
        if (( SECONDS - began >= next )); then
            say "    still at it after $(( SECONDS - began )) s (limit $limit s)"
            next=$(( next + 15 ))
        fi
    done
    wait "$patient_pid" || code=$?
    patient_pid=""
    (( code == 124 )) && say "    given up after $limit s"
    return "$code"
}

# until_true LIMIT TEXT COMMAND...: asks 5 times a second until the command succeeds; a line says what is waited for once it takes over 2 s.
until_true() {
    local limit=$1 text=$2
    shift 2
    local began=$SECONDS told=""
    until "$@" > /dev/null 2>&1; do
        if (( SECONDS - began >= limit )); then
            say "  $text: not within $limit s"
            return 1
        fi
        if [[ -z $told ]] && (( SECONDS - began >= 2 )); then
            say "  waiting: $text (limit $limit s)"
            told=yes
        fi
        sleep 0.2
    done
}

# --- what is there -------------------------------------------------------------------------------------------------------------

has() { command -v "$1" > /dev/null 2>&1; }
has_engine() { has dockerd || engine_answers; }
has_compose() { has docker && docker compose version > /dev/null 2>&1; }
engine_answers() { has docker && timeout 10 docker info > /dev/null 2>&1; }

# A JDK 17 or newer: the demo builds the program.
has_jdk() {
    has javac || return 1
    local version
    version=$(javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    [[ -n $version ]] && (( version >= 17 ))
}

# host_require CHECK PACKAGE WHAT: notes a package to install where the check fails.
host_require() {
    local check=$1 package=$2 what=$3
    $check && return 0
    host_missing+=("$what")
    host_wanted+=("$package")
}

host_require_program() { host_require "has $1" "$2" "$1"; }

# What both commands need; base_image asks for debootstrap where it comes to that.
host_require_common() {
    host_require_program curl curl
    host_require has_jdk openjdk-17-jdk-headless "a JDK (17 or newer)"
    host_require_program mvn maven
    host_require has_engine docker.io "a Docker Engine"
    host_require_program nginx nginx-light
}

# --- installing ----------------------------------------------------------------------------------------------------------------

os_is() { ( . /etc/os-release && [[ "${ID:-} ${VERSION_CODENAME:-}" == $1 ]] ) 2> /dev/null; }

# What cannot be installed here is named with the way to get it.
may_install() {
    os_is 'debian *' || refuse "Missing here: $1.
This is not Debian, so nothing was installed. Please install it, then start this again:
  Docker Engine and Compose: https://docs.docker.com/engine/install/
  the rest: your system's packages ($2)"
    (( EUID == 0 )) || refuse "Missing here: $1.
Only root may install it. Start this once as root (sudo bash $0), or run:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends $2"
}

# Nothing that is installed here shall start a service by itself (nginx on port 80, say): Debian's own switch for that.
services_stay_off() {
    [[ -e $POLICY ]] && return 0
    printf '#!/bin/sh\nexit 101\n' > "$POLICY"
    chmod 755 "$POLICY"
    policy_is_ours=yes
}

services_as_before() {
    [[ -n $policy_is_ours ]] && rm -f "$POLICY"
    policy_is_ours=""
}

# A third-party source that cannot be reached must not keep Debian's own packages away.
apt_update() {
    patiently 180 "reading Debian's package lists" apt-get -o Acquire::Retries=2 update \
        || say "    some package source did not answer; going on with the others"
}

apt_install() {
    patiently 900 "installing $*" apt-get -o Acquire::Retries=2 -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" \
        || refuse "apt-get could not install: $*. Its own words are at the end of $HOST_LOG"
}

# host_install: installs what host_require noted, and Compose v2.
host_install() {
    exec 8> "$LOCK_FOLDER/kawasemi-demo-setup.lock"
    flock -w 1800 8 || refuse "Another run has been installing for half an hour; try again when it is through."
    if (( ${#host_wanted[@]} > 0 )); then
        say "Missing here: $(IFS=,; printf '%s' "${host_missing[*]}" | sed 's/,/, /g')"
        may_install "$(IFS=,; printf '%s' "${host_missing[*]}")" "${host_wanted[*]}"
        services_stay_off
        apt_update
        apt_install "${host_wanted[@]}"
        services_as_before
        [[ -d /run/systemd/system ]] && say "  (what came with a service is not started now; as always in Debian, it starts at the next boot)"
        host_missing=() host_wanted=()
        hash -r
    fi
    has_compose || install_compose
    exec 8>&-
}

candidate() { apt-cache policy "$1" 2> /dev/null | sed -n 's/^ *Candidate: *//p'; }

install_compose() {
    say "Missing here: Docker Compose v2 (the \`docker compose\` plugin)"
    may_install "Docker Compose v2" "docker-compose-plugin (from Docker's own archive)"
    services_stay_off
    if [[ $(candidate docker-compose-plugin) =~ ^[0-9] ]]; then
        apt_install docker-compose-plugin
    elif [[ $(candidate docker-compose) =~ ^([0-9]+:)?2 ]]; then
        apt_install docker-compose
    else
        install_compose_from_trixie
    fi
    services_as_before
    hash -r
    has_compose || refuse "\`docker compose version\` still fails after the installation. See $HOST_LOG"
}

install_compose_from_trixie() {
    local archive
    archive=$(apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' 2> /dev/null \
        | sed -n 's/^Debian bookworm main \([^ ]*\).*/\1/p' | head -n 1)
    [[ -n $archive ]] || refuse "No Debian 12 archive is configured for apt, so Compose v2 cannot be installed. Install Docker's \`docker compose\` plugin."
    say "  Debian 12 has no Compose v2: taking Debian 13's package from $archive, its source is removed again after"
    trixie_is_ours=yes
    printf 'Types: deb\nURIs: %s\nSuites: trixie\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
        "$archive" > "$TRIXIE_SOURCE"
    # Low enough that nothing else comes from there, now or by an upgrade that runs at this moment.
    printf 'Package: *\nPin: release n=trixie\nPin-Priority: 50\n' > "$TRIXIE_PIN"
    apt_update
    apt_install -t trixie docker-compose
    trixie_gone
    apt_update
}

trixie_gone() {
    [[ -n $trixie_is_ours ]] && rm -f "$TRIXIE_SOURCE" "$TRIXIE_PIN"
    trixie_is_ours=""
}

# --- the engine ----------------------------------------------------------------------------------------------------------------

# engine_start FOLDER: starts an engine where none answers; its log lies in FOLDER. Users hold a shared lock, so that the run which
# started it does not take it away from another one.
engine_start() {
    local alone=""
    exec 8> "$LOCK_FOLDER/kawasemi-demo-setup.lock" 9> "$LOCK_FOLDER/kawasemi-demo-engine.lock"
    flock -w 120 8 && { flock -n -x 9 && alone=yes || flock -w 120 -s 9; } \
        || refuse "Another run holds the Docker engine's lock ($LOCK_FOLDER/kawasemi-demo-*.lock)."
    if ! engine_answers; then
        if [[ -n ${DOCKER_HOST:-} ]]; then
            refuse "DOCKER_HOST is $DOCKER_HOST, but no engine answers there."
        fi
        (( EUID == 0 )) || refuse "No Docker engine answers, or this user may not talk to it. Start it (sudo systemctl start docker),
and be in its group (sudo usermod -aG docker $USER, then log in again)."
        say "  starting a Docker engine (it is stopped at the end)"
        setsid dockerd --host unix:///var/run/docker.sock > "$1/dockerd.log" 2>&1 < /dev/null 8>&- 9>&- &
        engine_pid=$!
        until_true 90 "the Docker engine answers" engine_settled
        engine_answers || refuse "The Docker engine did not come up. Its log: $1/dockerd.log"
    fi
    if [[ -n $alone ]]; then
        remove_left_over
        flock -s 9
    fi
    exec 8>&-
}

# It answers, or it has died and there is nothing to wait for.
engine_settled() { engine_answers || engine_down; }

# Takes away what tests left in the engine, and stops it where this run started it; neither while another run uses it.
engine_stop() {
    if ! { flock -u 9 && flock -n -x 9; } 2> /dev/null; then
        [[ -n $engine_pid ]] && say "  another run uses the Docker engine (process $engine_pid): left running"
        engine_pid=""
        return 0
    fi
    remove_left_over
    if [[ -n $engine_pid ]] && kill -TERM "$engine_pid" 2> /dev/null; then
        until_true 60 "the Docker engine ends" engine_down || kill -KILL "$engine_pid" 2> /dev/null
    fi
    [[ -n $engine_pid ]] && wait "$engine_pid" 2> /dev/null
    engine_pid=""
    exec 9>&-
}

engine_down() { ! kill -0 "$engine_pid" 2> /dev/null; }

# --- the base image ------------------------------------------------------------------------------------------------------------

# base_image FOLDER: Debian with the packages of the example app and Redis, under a name of its own. From the public image where it
# can be pulled, else from Debian's packages. Made once and kept.
base_image() {
    docker image inspect "$BASE_IMAGE" > /dev/null 2>&1 && return 0
    exec 8> "$LOCK_FOLDER/kawasemi-demo-setup.lock"
    flock -w 1800 8 || refuse "Another run has been building the base image for half an hour."
    if ! docker image inspect "$BASE_IMAGE" > /dev/null 2>&1; then
        say "The base image of the example app ($BASE_IMAGE) is not there yet; it is made once and kept."
        if patiently 120 "pulling debian:trixie-slim" docker pull -q debian:bookworm-slim; then
            base_from_pull
        else
            say "    no image registry can be reached: building it from Debian's packages instead"
            base_from_packages "$1"
        fi
    fi
    exec 8>&-
}

base_from_pull() {
    local folder
    folder=$(mktemp -d)
    printf 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends %s && rm -rf /var/lib/apt/lists/*\n' \
        "${BASE_PACKAGES//,/ }" > "$folder/Dockerfile"
    patiently 600 "installing the example's packages into it" docker build -q -t "$BASE_IMAGE" "$folder" \
        || refuse "The base image could not be built. See $HOST_LOG"
    rm -rf "$folder"
}

# In a folder of the caller's: debootstrap wants a file system that may hold devices, and a temporary one may not.
base_from_packages() {
    local root="$1/rootfs"
    if ! has debootstrap; then
        may_install debootstrap debootstrap
        apt_update
        apt_install debootstrap
    fi
    (( EUID == 0 )) || refuse "The base image is missing and only root can build it (debootstrap). Start this once as root: sudo bash $0"
    patiently 600 "collecting Debian's packages (about a minute)" \
        debootstrap --variant=minbase "--include=$BASE_PACKAGES" trixie "$root" \
        || refuse "debootstrap failed. See $HOST_LOG and $root/debootstrap/debootstrap.log"
    patiently 300 "making an image of them" \
        bash -o pipefail -c 'tar -C "$1" -c . | docker import - "$2"' import "$root" "$BASE_IMAGE" \
        || refuse "docker import failed. See $HOST_LOG"
    rm -rf --one-file-system "$root"
}

# --- the end -------------------------------------------------------------------------------------------------------------------

# Whatever this file changed on the host for a moment is put back. Called by the caller's own trap, also after a failure.
host_restore() {
    # A limit of patiently's own ends the child where this run is ended in the middle.
    [[ -n $patient_pid ]] && kill -TERM "$patient_pid" 2> /dev/null
    trixie_gone
    services_as_before
}

# remove_project NAME...: the containers, networks and volumes of Compose projects that the demo or a test itself began.
remove_project() {
    local project kind
    for project in "$@"; do
        local label="label=com.docker.compose.project=$project"
        docker ps -aq --filter "$label" | xargs -r docker rm -f -v > /dev/null 2>&1
        for kind in network volume; do
            docker "$kind" ls -q --filter "$label" | xargs -r docker "$kind" rm > /dev/null 2>&1
        done
    done
}

# What runs that were killed, or whose host went down, left in the engine: their containers start again with it. Only while no other run uses the
# engine. A test's project is known by its name and by where its file lay, the package test's by its name, so that nothing of a user's is among them.
remove_left_over() {
    # shellcheck disable=SC2046
    remove_project $(docker ps -a --format '{{.Label "com.docker.compose.project"}} {{.Label "com.docker.compose.project.config_files"}}' 2> /dev/null \
        | sed -nE 's#^(bed[a-z0-9]+(-blue|-green)?) [^ ]*/kawasemi-bed-.*#\1#p; s#^(kwpkg[0-9]+-(blue|green)) .*#\1#p' | sort -u)
}

# free_port: a port on 127.0.0.1 where nobody listens, below the range that the kernel hands out by itself.
free_port() {
    local port
    for _ in {1..200}; do
        port=$(( 20000 + RANDOM % 12000 ))
        [[ " ${taken_ports:-} " == *" $port "* ]] && continue
        if ! (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
            taken_ports="${taken_ports:-} $port"
            free_port=$port
            return 0
        fi
    done
    refuse "No free port on 127.0.0.1 between 20000 and 32000."
}

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ./dev kafka up [1|3] | down | resume | status: Apache Kafka's own jars from Maven Central, as KRaft nodes on loopback.
# `up` prints the bootstrap address as its only line on stdout; `resume` starts nodes that have ended, with what they hold.
# PARCOURS_BROKER_VERSION chooses 3.9.1 or 4.1.1; PARCOURS_BROKER_RUN is where nodes keep what is theirs. One node also
# listens with TLS and with SASL; what a client needs for that is in the folder `secure` beside it.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
. scripts/install.sh
take_yes "$@"
set -- "${arguments[@]}"

version=${PARCOURS_BROKER_VERSION:-3.9.1}
cache=$PWD/.cache/kafka
run=${PARCOURS_BROKER_RUN:-$cache/run}
secure=$run/secure
libraries=$cache/libraries-$version

say() { echo "$*" >&2; }

dependency() { echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId><version>$3</version></dependency>"; }

fetch() {
    [[ ! -d $libraries ]] || return 0
    say "fetching Apache Kafka $version from Maven Central"
    mkdir -p "$cache/fetch"
    {
        echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        echo '<groupId>parcours</groupId><artifactId>kafka</artifactId><version>1</version><dependencies>'
        dependency org.apache.kafka kafka_2.13 "$version"
        if [[ $version == 3.* ]]; then
            dependency org.slf4j slf4j-reload4j 1.7.36
        else
            dependency org.apache.logging.log4j log4j-core 2.24.3
            dependency org.apache.logging.log4j log4j-slf4j-impl 2.24.3
        fi
        echo '</dependencies></project>'
    } >"$cache/fetch/pom.xml"
    rm -rf "$libraries.new"
    (cd "$cache/fetch" && mvn -q -B -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
        -DincludeScope=runtime -DoutputDirectory="$libraries.new" >&2)
    mv "$libraries.new" "$libraries"
}

# Ports that nobody holds now, as many as asked for.
free_ports() {
    python3 - "$1" <<'PYTHON'
import socket, sys
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*[s.getsockname()[1] for s in held])
PYTHON
}

# certificate NAME: a key and a certificate of the authority made before, for loopback.
certificate() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" \
        -keyout "$secure/$1.key" -out "$secure/$1.request" 2>/dev/null
    openssl x509 -req -in "$secure/$1.request" -CA "$secure/authority.pem" -CAkey "$secure/authority.key" \
        -CAcreateserial -days 30 -extfile <(echo "subjectAltName=DNS:localhost,IP:127.0.0.1") \
        -out "$secure/$1.pem" 2>/dev/null
}

# make_secure TLS_PORT SASL_PORT: what one node and its clients show to each other.
make_secure() {
    (
        umask 077
        mkdir -p "$secure"
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
            -subj "/CN=authority of a test" -keyout "$secure/authority.key" -out "$secure/authority.pem" 2>/dev/null
        certificate broker
        certificate client
        cat "$secure/broker.key" "$secure/broker.pem" >"$secure/keystore.pem"
        head -c 18 /dev/urandom | base64 | tr '+/' 'AB' >"$secure/password"
        echo "127.0.0.1:$1" >"$secure/tls"
        echo "127.0.0.1:$2" >"$secure/sasl"
    )
}

# secure_properties: the listeners of one node that ask who comes; the names end up in server.properties.
secure_properties() {
    local of=listener.name module=org.apache.kafka.common.security
    local password
    password=$(cat "$secure/password")
    cat <<PROPERTIES
ssl.keystore.type=PEM
ssl.keystore.location=$secure/keystore.pem
ssl.truststore.type=PEM
ssl.truststore.location=$secure/authority.pem
$of.tls.ssl.client.auth=required
sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN
$of.sasl.scram-sha-512.sasl.jaas.config=$module.scram.ScramLoginModule required;
$of.sasl.plain.sasl.jaas.config=$module.plain.PlainLoginModule required user_parcours="$password";
PROPERTIES
}

# configure NODE COUNT PORTS…: writes the properties of one node; the ports are client and controller, node by node, and
# where there is one node those of TLS and SASL.
configure() {
    local node=$1 count=$2 copies=1 in_sync=1 voters="" other
    shift 2
    local ports=("$@")
    ((count == 1)) || { copies=3 in_sync=2; }
    for ((other = 1; other <= count; other++)); do
        voters+="${voters:+,}$other@127.0.0.1:${ports[2 * other - 1]}"
    done
    local listener="PLAINTEXT://127.0.0.1:${ports[2 * node - 2]}"
    local protocols=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    if ((count == 1)); then
        listener+=",TLS://127.0.0.1:${ports[2]},SASL://127.0.0.1:${ports[3]}"
        protocols+=,TLS:SSL,SASL:SASL_SSL
    fi
    cat >"$run/node$node/server.properties" <<PROPERTIES
process.roles=broker,controller
node.id=$node
controller.quorum.voters=$voters
listeners=$listener,CONTROLLER://127.0.0.1:${ports[2 * node - 1]}
advertised.listeners=$listener
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
listener.security.protocol.map=$protocols
log.dirs=$run/node$node/log
auto.create.topics.enable=false
unclean.leader.election.enable=false
group.initial.rebalance.delay.ms=0
default.replication.factor=$copies
min.insync.replicas=$in_sync
offsets.topic.replication.factor=$copies
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=$copies
transaction.state.log.min.isr=$in_sync
PROPERTIES
    ((count != 1)) || secure_properties >>"$run/node$node/server.properties"
    cat >"$run/node$node/log4j.properties" <<PROPERTIES
log4j.rootLogger=WARN, stderr
log4j.appender.stderr=org.apache.log4j.ConsoleAppender
log4j.appender.stderr.layout=org.apache.log4j.PatternLayout
log4j.appender.stderr.layout.ConversionPattern=%d %p %m (%c)%n
PROPERTIES
}

# Whether the process of a node is still the one that was started here.
is_ours() {
    local pid=$1 node=$2
    [[ -r /proc/$pid/cmdline ]] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF "$run/$node/server.properties"
}

nodes() { [[ ! -d $run ]] || (cd "$run" && ls -d node* 2>/dev/null) || true; }

all_run() {
    local node pid some=""
    for node in $(nodes); do
        pid=$(cat "$run/$node/pid" 2>/dev/null) || return 1
        is_ours "$pid" "$node" || return 1
        some=1
    done
    [[ -n $some ]]
}

down() {
    local node pid turn
    for node in $(nodes); do
        pid=$(cat "$run/$node/pid" 2>/dev/null) || continue
        ! is_ours "$pid" "$node" || kill "$pid" || true
    done
    for node in $(nodes); do
        pid=$(cat "$run/$node/pid" 2>/dev/null) || continue
        for ((turn = 0; turn < 150; turn++)); do
            is_ours "$pid" "$node" || break
            sleep 0.1
        done
        ! is_ours "$pid" "$node" || kill -KILL "$pid" || true
    done
    rm -rf "$run"
}

# answers COUNT: every broker is known to the address that clients are given.
answers() {
    [[ $(kcat -b "$(cat "$run/bootstrap")" -L -m 2 2>/dev/null | grep -c '^  broker ') == "$1" ]]
}

start_node() {
    setsid java -Xms256m -Xmx512m -cp "$libraries/*" -Dlog4j.configuration="file:$run/$1/log4j.properties" \
        kafka.Kafka "$run/$1/server.properties" >>"$run/$1/out" 2>&1 </dev/null &
    echo $! >"$run/$1/pid"
}

# await_answers COUNT BOOTSTRAP: prints the address as soon as every broker answers; ends all where they do not.
await_answers() {
    local turn
    for ((turn = 0; turn < 300; turn++)); do
        if answers "$1"; then
            echo "$2"
            return 0
        fi
        all_run || break
        sleep 0.2
    done
    say "Kafka did not come up; what its nodes said last:"
    tail -n 20 "$run"/node*/out >&2
    down
    exit 1
}

resume() {
    local node pid
    if [[ ! -r $run/bootstrap ]]; then
        say "not running: ./dev kafka up"
        exit 1
    fi
    for node in $(nodes); do
        pid=$(cat "$run/$node/pid" 2>/dev/null) && is_ours "$pid" "$node" || start_node "$node"
    done
    await_answers "$(nodes | wc -l)" "$(cat "$run/bootstrap")"
}

up() {
    local count=${1:-1} node
    if [[ $count != 1 && $count != 3 ]]; then
        say "./dev kafka up: 1 or 3 nodes, not '$count'"
        exit 2
    fi
    [[ -n ${PARCOURS_BROKER_NO_INSTALL:-} ]] || install_packages kafka >&2
    if all_run; then
        if [[ $(nodes | wc -l) != "$count" ]]; then
            say "A cluster of $(nodes | wc -l) is running already: ./dev kafka down first."
            exit 1
        fi
        say "already running"
        cat "$run/bootstrap"
        return 0
    fi
    fetch
    down
    mkdir -p "$run"
    local ports bootstrap=""
    read -r -a ports < <(free_ports $((2 * count + 2)))
    local cluster users=()
    cluster=$(head -c 16 /dev/urandom | base64 | tr '+/' 'AB' | head -c 22)
    if ((count == 1)); then
        make_secure "${ports[2]}" "${ports[3]}"
        users=(--add-scram "SCRAM-SHA-512=[name=parcours,password=$(cat "$secure/password")]")
    fi
    for ((node = 1; node <= count; node++)); do
        mkdir "$run/node$node"
        configure "$node" "$count" "${ports[@]}"
        bootstrap+="${bootstrap:+,}127.0.0.1:${ports[2 * node - 2]}"
        java -Xmx128m -cp "$libraries/*" -Dlog4j.configuration="file:$run/node$node/log4j.properties" \
            kafka.tools.StorageTool format -t "$cluster" -c "$run/node$node/server.properties" --ignore-formatted "${users[@]}" \
            >"$run/node$node/format.out" 2>&1 || { cat "$run/node$node/format.out" >&2; rm -rf "$run"; exit 1; }
    done
    echo "$bootstrap" >"$run/bootstrap"
    for ((node = 1; node <= count; node++)); do start_node "node$node"; done
    await_answers "$count" "$bootstrap"
}

case ${1:-} in
    up) up "${2:-1}" ;;
    down) down ;;
    resume) resume ;;
    status) if all_run; then cat "$run/bootstrap"; else say "not running"; exit 1; fi ;;
    *)
        say "usage: ./dev kafka up [1|3] | down | resume | status"
        exit 2
        ;;
esac

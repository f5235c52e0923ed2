namespace WedSync.Platform.Components.Redis;

/// <summary>
/// POSIX shell scripts of a Redis node. They know no path and no address but those of <see cref="RedisEnvironment"/>, so that the
/// same scripts run in a pod and as plain processes.
/// </summary>
public static class RedisScripts
{
    private const string Client =
        """
        # Talks to a node as a user; the password never stands in the arguments.
        as_user() {
          user=$1; host=$2; port=$3; shift 3
          REDISCLI_AUTH=$(cat "$REDIS_PASSWORD_DIRECTORY/$user") redis-cli --no-auth-warning --user "$user" \
            --tls --cacert "$REDIS_TLS_DIRECTORY/ca.crt" -h "$host" -p "$port" "$@"
        }

        """;

    /// <summary>Composes the node's configuration and becomes redis-server.</summary>
    public const string Start =
        """
        #!/bin/sh
        # Adds to the shared configuration what differs by node or is secret, then becomes redis-server.
        set -eu
        umask 077
        mkdir -p "$REDIS_RUN_DIRECTORY" "$REDIS_DATA_DIRECTORY"
        users=$REDIS_RUN_DIRECTORY/users.acl
        conf=$REDIS_RUN_DIRECTORY/redis.conf

        # "#<name>" in the rules is the place of the SHA-256 of that user's password.
        : > "$users"
        while IFS= read -r line || [ -n "$line" ]; do
          case $line in
            *"#<"*">"*)
              user=${line#*"#<"}; user=${user%%">"*}
              hash=$(tr -d '\n' < "$REDIS_PASSWORD_DIRECTORY/$user" | sha256sum | cut -c1-64)
              line="${line%%"#<"*}#$hash${line#*">"}" ;;
          esac
          printf '%s\n' "$line" >> "$users"
        done < "$REDIS_CONFIG_DIRECTORY/users.acl"

        cat > "$conf" <<EOF
        include $REDIS_CONFIG_DIRECTORY/redis.conf
        include $REDIS_MEMORY_DIRECTORY/maxmemory.conf
        bind $POD_IP
        tls-port $REDIS_PORT
        cluster-port $REDIS_BUS_PORT
        cluster-announce-ip $POD_IP
        cluster-announce-hostname $REDIS_ANNOUNCE_HOSTNAME
        replica-announce-ip $POD_IP
        dir $REDIS_DATA_DIRECTORY
        tls-cert-file $REDIS_TLS_DIRECTORY/tls.crt
        tls-key-file $REDIS_TLS_DIRECTORY/tls.key
        tls-ca-cert-file $REDIS_TLS_DIRECTORY/ca.crt
        aclfile $users
        masteruser replication
        masterauth $(cat "$REDIS_PASSWORD_DIRECTORY/replication")
        EOF
        exec redis-server "$conf"
        """ + "\n";

    /// <summary>Probes: <c>alive</c> and <c>ready</c>.</summary>
    public const string Health =
        """
        #!/bin/sh
        # alive: the server answers, if only that it is loading. ready: it has loaded and, as a replica, is in step with its primary;
        # so a rolling update goes on only when the last node holds its data again.
        set -eu

        """ + Client +
        """
        probe() { as_user exporter "$POD_IP" "$REDIS_PORT" "$@"; }
        case ${1:-} in
          alive)
            case $(probe ping) in
              PONG*|LOADING*|BUSY*|MASTERDOWN*) exit 0 ;;
            esac
            exit 1 ;;
          ready)
            [ "$(probe ping)" = PONG ] || exit 1
            info=$(probe info replication)
            case $info in
              *role:master*|*master_link_status:up*) exit 0 ;;
            esac
            exit 1 ;;
          *) echo "usage: health.sh alive|ready" >&2; exit 2 ;;
        esac
        """ + "\n";

    /// <summary>Before the pod stops: a primary asks the replica that is most in step to take over, and waits until it has.</summary>
    public const string HandOver =
        """
        #!/bin/sh
        # Hands a primary over to a replica before its pod stops: no write is lost and clients see a redirection, not an outage.
        # Never fails: what cannot be handed over is left to the automatic failover.
        set -u

        """ + Client +
        """
        info() { as_user operator "$POD_IP" "$REDIS_PORT" info replication | tr -d '\r'; }
        # The online replica with the highest offset, as "address port".
        best_replica() {
          info | sed -n 's/^slave[0-9]*:ip=\([^,]*\),port=\([0-9]*\),state=online,offset=\([0-9]*\),.*/\3 \1 \2/p' \
            | sort -rn | head -n 1 | cut -d' ' -f2,3
        }
        tries=0
        while [ "$tries" -lt 30 ]; do
          case $(info) in
            *role:master*) ;;
            *) exit 0 ;;
          esac
          # Asked again now and then: a request is dropped when the election does not end in time.
          if [ $((tries % 10)) -eq 0 ]; then
            set -- $(best_replica)
            [ $# -eq 2 ] || exit 0
            as_user operator "$1" "$2" cluster failover > /dev/null
          fi
          tries=$((tries + 1))
          sleep 1
        done
        exit 0
        """ + "\n";

    /// <summary>Watches the mounted certificate and has the server load a renewed one; no restart, no lost connection.</summary>
    public const string ReloadCertificates =
        """
        #!/bin/sh
        # redis-server reads its certificate once. When cert-manager has renewed it, this has the server read it again.
        set -eu
        trap 'exit 0' TERM INT

        """ + Client +
        """
        fingerprint() { cat "$REDIS_TLS_DIRECTORY/tls.crt" "$REDIS_TLS_DIRECTORY/tls.key" "$REDIS_TLS_DIRECTORY/ca.crt" | sha256sum; }
        loaded=$(fingerprint)
        while :; do
          sleep "$REDIS_CERTIFICATE_CHECK_SECONDS" & wait $!
          current=$(fingerprint)
          [ "$current" != "$loaded" ] || continue
          answer=$(as_user operator "$POD_IP" "$REDIS_PORT" config set tls-ca-cert-file "$REDIS_TLS_DIRECTORY/ca.crt" \
            tls-cert-file "$REDIS_TLS_DIRECTORY/tls.crt" tls-key-file "$REDIS_TLS_DIRECTORY/tls.key" || true)
          if [ "$answer" = OK ]; then
            loaded=$current
            echo "certificate reloaded"
          else
            echo "certificate not reloaded, trying again: $answer" >&2
          fi
        done
        """ + "\n";
}

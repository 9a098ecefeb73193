#!/bin/sh
# Makes the databases ready. What it works on comes from the environment:
#   PGHOST, PGPORT, PGSSLMODE, PGSSLROOTCERT   the server, as libpq knows it
#   DATABASES                                  names, each also that of the owner, separated by spaces
#   PASSWORD_<name>                            the owner's password
#   TOKENS_<name>                              true where it logs in with RDS' tokens instead
#   EXTENSIONS_<name>                          extensions that the database has to have, separated by spaces
#   ADMIN_USER, ADMIN_PASSWORD                 who may make all of it; empty where it exists already
#   WAIT_SECONDS                               how long to wait for the server
# It changes nothing that is already right, so it can run again.
set -eu

sql=$(dirname "$0")

# Runs psql as somebody; the password goes through the environment, never through the arguments.
as() {
  user=$1 password=$2 database=$3
  shift 3
  PGUSER=$user PGPASSWORD=$password PGDATABASE=$database PGCONNECT_TIMEOUT=10 \
    psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 "$@"
}

admin() {
  as "$ADMIN_USER" "$ADMIN_PASSWORD" "$@"
}

# The value of <prefix>_<name>.
of() {
  eval "printf '%s' \"\${$1_$2-}\""
}

# Whether an owner logs in with RDS' tokens, which nothing here can make.
takes_tokens() {
  [ "$(of TOKENS "$1")" = true ]
}

# Tokens are the last thing that an owner gets: where it has them, everything else is there.
has_tokens() {
  takes_tokens "$1" &&
    [ "$(admin postgres --tuples-only --no-align --set=name="$1" --file="$sql/has-token.sql")" = t ]
}

owner() {
  as "$1" "$(of PASSWORD "$1")" "$@"
}

# psql turns the password into a verifier before it sends it, so that the server's log never holds it. Without a terminal
# it reads it, twice, from its input.
set_password() {
  password_of_role=$(of PASSWORD "$1")
  if ! problem=$(printf '%s\n%s\n' "$password_of_role" "$password_of_role" |
    admin postgres --command="\\password $1" 2>&1); then
    echo "$1: the password could not be set: $problem" >&2
    exit 1
  fi
}

# Until the server answers, and knows who asks.
wait_for() {
  deadline=$(($(date +%s) + WAIT_SECONDS))
  until problem=$("$@" --command='SELECT' 2>&1); do
    if [ "$(date +%s)" -ge "$deadline" ]; then
      echo "$PGHOST:$PGPORT has not let us in for $WAIT_SECONDS seconds: $problem" >&2
      exit 1
    fi
    echo "waiting for $PGHOST:$PGPORT: $problem"
    sleep 5
  done
}

if [ -n "${ADMIN_USER-}" ]; then
  wait_for admin postgres
  for name in $DATABASES; do
    if has_tokens "$name"; then
      echo "$name: logs in with tokens already"
      continue
    fi
    echo "$name: role"
    admin postgres --set=name="$name" --file="$sql/role.sql"
    takes_tokens "$name" || set_password "$name"
    echo "$name: database"
    admin postgres --set=name="$name" --file="$sql/database.sql"
    for extension in $(of EXTENSIONS "$name"); do
      echo "$name: extension $extension"
      admin "$name" --set=extension="$extension" --file="$sql/extension.sql"
    done
    if takes_tokens "$name"; then
      echo "$name: closed to everybody but its owner, who logs in with tokens"
      admin "$name" --set=name="$name" --command="SET ROLE $name" --file="$sql/close.sql"
      admin postgres --set=name="$name" --file="$sql/token.sql"
    fi
  done
fi

for name in $DATABASES; do
  takes_tokens "$name" && continue
  # Proves, too, that the owner can log in with its password.
  wait_for owner "$name"
  echo "$name: closed to everybody but its owner"
  owner "$name" --set=name="$name" --file="$sql/close.sql"
done
echo 'the databases are ready'

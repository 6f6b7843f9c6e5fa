# Shared by scripts/test (sourced, POSIX sh): real Redis for the tests, where that is possible.

# Installs redis-server on Debian as root; says in one line what is used where that does not work.
provide_redis() {
  if command -v redis-server >/dev/null 2>&1 || command -v valkey-server >/dev/null 2>&1; then return 0; fi
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    say 'redis-server is not installed, and only root on Debian may install it: js-redis-server is used instead.'
    return 0
  fi
  say 'Installing redis-server …'
  log=$(mktemp)
  if install_redis >"$log" 2>&1; then
    rm -f "$log"
  else
    say "redis-server could not be installed (see $log): js-redis-server is used instead."
  fi
}

# The tests start a server of their own: Debian's must not run as well.
install_redis() {
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server
}

# Sourced by the scripts beside it: go to the top of the checkout, and speak plainly when something fails.
set -eu
cd "$(dirname "$0")/.."
mkdir -p .cache "${HOME:=$PWD/.cache/home}"
export HOME

stop() {
  printf '%s\n' "$*" >&2
  exit 1
}

# quietly WHAT COMMAND… – show one line, and the command's own output only where it can be read when it failed
quietly() {
  what=$1
  shift
  printf '%s …\n' "$what" >&2
  "$@" >.cache/set-up.log 2>&1 </dev/null && return
  stop "$what: that failed. Is there a network connection? What happened is in .cache/set-up.log"
}

#!/usr/bin/env bash
# From a fresh clone to the first answer of ops/run, the second start, and the host's memory with the demonstration in it. Each case has a clone of its own.
# NuGet's cache is what it is on this machine; PostgreSQL is hidden in the second case, so that it has to be fetched. --here leaves that case out.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib/base.sh"
units=10000 cases=('PostgreSQL on the machine' 'no PostgreSQL on the machine')
for argument in "$@"; do
    case $argument in
        --here) cases=("${cases[0]}") ;;
        *) [[ $argument =~ ^[0-9]+$ ]] || die 'Usage: ops/bench start [UNITS] [--here]'
            units=$argument ;;
    esac
done
work=$(mktemp -d "${TMPDIR:-/tmp}/ledger-start-XXXXXX")
chmod 755 "$work"

# For the ledger; its witnesses take the two that follow.
is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=5190
until is_free $port && is_free $((port + 1)) && is_free $((port + 2)); do port=$((port + 10)); done

runner=''
clean_up() {
    [[ -z $runner ]] || stop
    for clone in "$work"/*/; do (cd "$clone" && ops/reset --yes >/dev/null 2>&1) || true; done
    rm -rf "$work"
}
trap clean_up EXIT

now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.1f s", b - a }'; }
row() { printf '%-44s %s\n' "$1" "$2"; }
host_of() { pgrep -f "$1/src/Host/bin/Release/net10.0/Ledger.Host.dll" | head -n 1; }

# Starts ops/run in a clone and waits for what is given: the first answer of readiness, or the line that says that everything is loaded.
start() {
    (cd "$1" && exec ops/run --port $port "${@:3}") >"$1.log" 2>&1 &
    runner=$!
    until [[ $2 == loaded ]] && grep -q 'The ledger answers' "$1.log" || { [[ $2 == ready ]] && curl -sf "http://127.0.0.1:$port/health/ready" >/dev/null; }; do
        kill -0 "$runner" 2>/dev/null || { cat "$1.log" >&2; die "ops/run ended."; }
        sleep 0.1
    done
}
stop() {
    kill -TERM "$runner" 2>/dev/null || true
    wait "$runner" || true
    runner=''
}

for case in "${cases[@]}"; do
    clone=$work/${case%% *}
    mkdir "$clone"
    copy_clone "$clone"
    [[ $case == no* ]] && export LEDGER_POSTGRES_PLACES=$work/nowhere
    begun=$(now)
    start "$clone" ready --no-demo
    row "fresh clone to first answer, $case" "$(since "$begun")"
    stop
    begun=$(now)
    start "$clone" ready --no-demo
    row "second start, $case" "$(since "$begun")"
    stop
    unset LEDGER_POSTGRES_PLACES
done

begun=$(now)
start "$work/PostgreSQL" loaded --units "$units"
row "demonstration of $units GPUs, start to served" "$(since "$begun")"
row "host memory with it, now / highest" "$(awk '/VmRSS|VmHWM/ { mb[$1] = $2 / 1024 } END { printf "%.0f / %.0f MB", mb["VmRSS:"], mb["VmHWM:"] }' "/proc/$(host_of "$work/PostgreSQL")/status")"

# Sourced by ops/run: the two witnesses of the demonstration. In earnest each partner runs its own elsewhere; here both keep key and memory in .ledger/witness.
witness_home=$state/witness
witness_pids=()

# name, party, and how far its port is from the first
each_witness() { "$1" customer FJORDWOLKE 1 && "$1" supplier NORDLICHT 2; }

# They stay at the ports where they were appointed, whatever the port of the ledger is later.
witness_url() { printf 'http://127.0.0.1:%s' "$(($(cat "$witness_home/port" 2>/dev/null || echo "$port") + $1))"; }

serve_witness() {
    private "$witness_home/$1.log"
    # A process group of its own: Ctrl-C is for the ledger, and its witnesses stop after it.
    set -m
    "$dotnet" "$cli_dll" witness serve --witness-key "$witness_home/$1.key" --state "$witness_home/$1" --policy "$witness_home/demo.policy" --listen "$(witness_url "$3")" \
        </dev/null >"$witness_home/$1.log" 2>&1 &
    set +m
    witness_pids+=($!)
    printf '%s\n' $! >"$witness_home/$1.pid"
}

witness_key() { ledger witness key --name "${2,,}.example/witness" --witness-key "$witness_home/$1.key"; }

make_witness() { witness_key "$@" >/dev/null && serve_witness "$@"; }

appoint_witness() {
    ledger witness appoint "$1" --vkey "$(witness_key "$@")" --party "$2" --address "$(witness_url "$3")" --url "$url" --book demo --key-file "$operator_key"
}

# Those of an earlier run, before the ledger starts: it asks them what they have signed before it signs anything.
start_witnesses() { [[ ! -f $witness_home/port ]] || each_witness serve_witness; }

# In the first run, when the book is there. What the keys of its log are they take from the ledger, as long as nobody tells them otherwise.
appoint_witnesses() {
    [[ ! -f $witness_home/port ]] || return 0
    mkdir -p -m 700 "$witness_home"
    ledger witness policy --url "$url" --book demo --key-file "$operator_key" --out "$witness_home/demo.policy" || return 1
    each_witness make_witness && each_witness appoint_witness || return 1
    printf '%s\n' "$port" >"$witness_home/port"
}

stop_witnesses() {
    ((${#witness_pids[@]} == 0)) || kill -TERM "${witness_pids[@]}" 2>/dev/null || true
    for pid in "${witness_pids[@]}"; do wait "$pid" 2>/dev/null || true; done
}

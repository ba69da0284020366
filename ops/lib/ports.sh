# Sourced by ops/run, with $port, $witness_home and $demo: which ports the ledger and its two witnesses take.

# The two witnesses listen on the ports after the ledger's of their first run.
port_max=65533

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
first_of_witnesses() { cat "$witness_home/port" 2>/dev/null || true; }
is_of_a_witness() { local first; first=$(first_of_witnesses); [[ -n $first ]] && (($1 == first + 1 || $1 == first + 2)); }

# Prints the first port from $1 on that is free with the two after it, and is no witness's.
free_from() {
    local try at
    for ((try = $1; try <= port_max; try++)); do
        for at in $try $((try + 1)) $((try + 2)); do
            if is_taken "$at" || is_of_a_witness "$at"; then continue 2; fi
        done
        printf '%s' "$try"
        return
    done
    free_from 1024
}

expect_ports() {
    local at
    ! is_of_a_witness "$port" || die "A witness of the demonstration listens on port $port. Choose another: ops/run --port $(free_from $((port + 3)))"
    ! is_taken "$port" || die "Port $port is taken. Stop what listens there, or choose another: ops/run --port $(free_from $((port + 1)))"
    ((demo)) && [[ -z $(first_of_witnesses) ]] || return 0
    for at in $((port + 1)) $((port + 2)); do
        ! is_taken "$at" || die "Port $at, where a witness is to listen, is taken. Stop what listens there, or choose another: ops/run --port $(free_from $((at + 1)))"
    done
}

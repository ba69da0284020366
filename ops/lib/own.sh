# Sourced by ops/run and ops/reset, with $state: what is this clone's own. A copied clone has every pid and every path of its original, so that nothing is stopped or
# deleted on their word. Judges as Ownership in src/foundation/LocalPostgres does; a test holds the two together.

# Prints where the data is; nothing when the file that names a place outside is damaged.
home_of_data() { if [[ -f $state/location ]]; then grep -m 1 -a '^/' "$state/location" 2>/dev/null || true; else printf '%s' "$state/cluster"; fi; }

place_of() { printf '%s/%s' "$(cd "$(dirname "$1")" && pwd -P)" "$(basename "$1")"; }
numbers_of() { stat -c '%i %d' "$1" 2>/dev/null || stat -f '%i %d' "$1" 2>/dev/null || true; }

# Prints the directory whose ledger is in $state instead of this clone's own, and nothing where it is its own or there is none.
other_owner() {
    local token='' inode='' device='' place='' now_inode='' now_device='' here home owner='' owner_place='' last=''
    here=$(place_of "$state") home=$(home_of_data)
    if [[ -f $state/clone ]]; then
        { read -r token && read -r inode && read -r device && IFS= read -r place; } <"$state/clone" || { printf 'another directory'; return; }
        read -r now_inode now_device <<<"$(numbers_of "$state/clone")"
        if [[ $now_inode != "$inode" ]] || [[ $place != "$here" && $now_device != "$device" ]]; then printf '%s' "$place"; return; fi
        # One file under two places: the clone was moved, or has two names; or its .ledger is a link that was copied, and leads into the original's.
        if [[ $place != "$here" && $place/clone -ef $state/clone && ! $(dirname "$place") -ef $(dirname "$state") ]]; then printf '%s' "$place"; return; fi
    fi
    if [[ -f $home/owner ]]; then
        { read -r owner && IFS= read -r owner_place; } <"$home/owner" || true
        [[ -n $owner && $owner == "$token" ]] || printf '%s' "${owner_place:-another directory}"
    elif [[ $home != "$state/cluster" ]]; then
        # Builds that left no marks named a place outside after the hash of the directory.
        [[ ! -e $home || $home == "/var/lib/ledger/$(printf '%s' "$state" | hash_of | cut -c 1-16)" ]] || printf 'another directory'
    elif [[ -f $home/data/postmaster.opts ]]; then
        # And PostgreSQL notes which directory it was started on.
        last=$(sed -nE 's/.*"-D" "([^"]+)".*/\1/p' "$home/data/postmaster.opts" | head -n 1)
        [[ -z $last || ! -e $last || $last -ef $home/data ]] || dirname "$(dirname "$last")"
    fi
}
hash_of() { if has sha256sum; then sha256sum; else shasum -a 256; fi; }

# has_open PID FILE: whether the process has this very file open, or works in this very directory. No other program can pass for it, whatever has its pid now.
has_open() {
    [[ $1 =~ ^[1-9][0-9]*$ ]] && kill -0 "$1" 2>/dev/null || return 1
    local at
    if [[ -d /proc/self/fd ]]; then
        for at in "/proc/$1/cwd" /proc/"$1"/fd/*; do [[ ! $at -ef $2 ]] || return 0; done
        # In a container even root may not look into other users' processes.
        [[ ! -r /proc/$1/cwd || ! -e /proc/$1/cwd ]] || return 1
        tr '\0' '\n' <"/proc/$1/cmdline" 2>/dev/null | grep -qxF -- "$2"
    else
        has lsof && [[ -n $(lsof -a -p "$1" -t -- "$2" 2>/dev/null) ]]
    fi
}

# The host of this clone holds the kernel's lock on $state/lock, and its pid is in $state/host.pid.
host_pid() { cat "$state/host.pid" 2>/dev/null || true; }
is_open_elsewhere() {
    [[ -f $state/lock ]] || return 1
    if has flock; then ! flock -n "$state/lock" true; else has_open "$(host_pid)" "$state/lock"; fi
}

# One ops/run at a time: the file is made by one only, and what is left of one that was killed counts no more, for bash has its script open.
take_turn() {
    local pid
    pid=$(cat "$state/run.pid" 2>/dev/null || true)
    ! has_open "$pid" "$root/ops/run" || die "Another ops/run of this clone is at work (pid $pid). Stop it first, with Ctrl-C where it runs."
    rm -rf "$state/run.pid"
    (set -o noclobber; printf '%s\n' $$ >"$state/run.pid") || die "Another ops/run of this clone is starting, or $state cannot be written."
    trap end_turn EXIT
}
end_turn() { rm -f "$state/run.pid"; }

# Waits until no process has the pid; one that does not go is killed.
await_end() {
    for ((i = 0; i < 300; i++)); do
        kill -0 "$1" 2>/dev/null || return 0
        sleep 0.1
    done
    say "Process $1 does not stop, and is killed."
    kill -KILL "$1"
    sleep 1
}

# The witnesses that an ops/run of this clone left behind: each has its log open.
stop_left_witnesses() {
    local file pid
    for file in "$state"/witness/*.pid; do
        pid=$(cat "$file" 2>/dev/null || true)
        if has_open "$pid" "${file%.pid}.log"; then
            say "Stopping the witness $(basename "$file" .pid) (pid $pid) …"
            kill -TERM "$pid"
            await_end "$pid"
        fi
    done
}

# Makes what is in $state this clone's own: it was moved from another disk, or restored from a backup, and nobody else goes on with it.
adopt() {
    local home token inode='' device='' place='' fresh
    home=$(home_of_data)
    [[ -d $state && -d $home ]] || die "There is no ledger in $state to adopt."
    [[ ! -L $state || -z $(other_owner) ]] || die "$state is a link that leads to the ledger of $(other_owner). Nothing was changed."
    ! is_open_elsewhere || die "The ledger in $state is open (pid $(host_pid)). Stop it first."
    if [[ -e $home/data/postmaster.pid ]]; then
        die "The PostgreSQL in $home was running when it was copied, or was killed: a copy of a running one may be damaged. Stop the original, and copy it again;" \
            "or, if it was killed before, delete $home/data/postmaster.pid and repeat."
    fi
    if [[ $home != "$state/cluster" ]]; then
        { read -r token && IFS= read -r place; } 2>/dev/null <"$home/owner" || die "Nothing says whose the data in $home is. Start the ledger where it was before, once."
        [[ ! -f $place/clone || $(head -n 1 "$place/clone") != "$token" || $place/clone -ef $state/clone ]] ||
            die "The data in $home belongs to $place, which is still there. Nothing was changed."
    fi
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    place=$(place_of "$state")
    fresh=$(mktemp "$state/clone.XXXXXX")
    read -r inode device <<<"$(numbers_of "$fresh")"
    printf '%s\n' "$token" "$inode" "$device" "$place" >"$fresh"
    printf '%s\n' "$token" "$place" >"$home/owner"
    mv -f "$fresh" "$state/clone"
    say "The ledger in $state is now this clone's own. Start no other copy of it: two with the same keys would tell two histories."
}

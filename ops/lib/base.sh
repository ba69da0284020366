# Sourced by the scripts of ops/. Answers go to stdout, progress and complaints to stderr.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
oldest_postgres=15

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
# Copies this clone as it is, changes that are not committed included, and nothing that was built.
copy_clone() { (cd "$root" && git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$1"); }
# Begins a file that nobody else may read.
private() { rm -f "$1"; (umask 077; : >"$1"); }
is_root() { [[ $(id -u) == 0 ]]; }

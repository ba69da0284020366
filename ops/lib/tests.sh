# Sourced by ops/test: which tests a name means, and how projects are run side by side.

# A project is called by a part of its name, a class by all of it. Sets projects and filter.
find_tests() {
    local project file
    for project in tests/*/*.csproj; do
        [[ ${project,,} != *"${1,,}"* ]] || projects+=("$project")
    done
    ((${#projects[@]} == 0)) || return 0
    for file in $(test_classes | grep "/$1\.cs\$"); do
        project=$(compgen -G "${file%%"${file#tests/*/}"}*.csproj")
        [[ " ${projects[*]} " == *" $project "* ]] || projects+=("$project")
        filter="FullyQualifiedName~.$1."
    done
    ((${#projects[@]} == 0)) || return 0
    say "No test project and no test class is called $1."
    file=$(test_classes | sed 's|.*/||; s|\.cs$||' | sort -u | grep -i -- "$1" | head -n 8 || true)
    if [[ -n $file ]]; then
        say "Did you mean one of these classes? ops/test NAME" $file
    else
        say "Projects: $(for project in tests/*/; do project=${project#tests/Ledger.} && printf '%s ' "${project%.Tests/}"; done)"
        say 'A class is called as its file below tests/, without .cs; a part of its name lists what is similar.'
    fi
    return 1
}

test_classes() { grep -rlE --include='*.cs' --exclude-dir=obj --exclude-dir=bin '^ *\[(Root)?(Fact|Theory)' tests; }

# lane_of PROJECT... with|without WORD: the names of the projects whose name holds the word, or does not.
lane_of() {
    local how=${*: -2:1} word=${*: -1} project
    for project in "${@:1:$#-2}"; do
        project=$(basename "$project" .csproj)
        if [[ $project == *"$word"* ]]; then [[ $how == without ]] || printf '%s ' "$project"; else [[ $how == with ]] || printf '%s ' "$project"; fi
    done
}

# Runs projects one after the other, each into a file of its own, and prints a line for each that has ended: its name, and how it ended.
run_lane() {
    local project code
    for project in "$@"; do
        say "Testing $project …"
        code=0
        "$dotnet" test "tests/$project/bin/$configuration/net10.0/$project.dll" --results-directory "$results" ${filter:+--filter "$filter"} \
            --logger "trx;LogFileName=$project.trx" --logger 'console;verbosity=minimal' \
            --blame-hang --blame-hang-timeout 10m --blame-hang-dump-type none </dev/null >"$results/$project.log" 2>&1 || code=$?
        printf '%s %s\n' "$project" "$code"
    done
}

counter() { sed -nE "s/.*<Counters .*[ ]$2=\"([0-9]+)\".*/\1/p" "$results/$1.trx" 2>/dev/null | tail -n 1; }

# Adds what came of a project to passed and failed.
count_results() {
    local here_passed here_failed
    here_passed=$(counter "$1" passed)
    here_failed=$(counter "$1" failed)
    if (($2 != 0 && ${here_failed:-0} == 0)); then
        # The run ended without a failed test: it crashed or hung, and what it did not get to must not count as passed.
        say "$1: the test run itself failed (exit code $2)."
        here_failed=1
    fi
    ((${here_passed:-0} + ${here_failed:-0} > 0)) || say "$1: no test ran in it."
    passed=$((passed + ${here_passed:-0}))
    failed=$((failed + ${here_failed:-0}))
}

# The server answers to its own name only, so that no other build loses its.
end_compiler() {
    local sdk
    sdk=$("$dotnet" --list-sdks | sed -nE "s|^$("$dotnet" --version) \[(.*)\]|\1|p")/$("$dotnet" --version)
    "$dotnet" "$sdk/Roslyn/bincore/VBCSCompiler.dll" -shutdown "-pipename:$SharedCompilationId" >/dev/null 2>&1 || true
}

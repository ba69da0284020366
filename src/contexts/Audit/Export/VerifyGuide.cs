namespace Ledger.Audit.Export;

/// <summary>The page in every bundle that says how to check it without trusting who made it.</summary>
internal static class VerifyGuide
{
    public static string Of(ExportSnapshot snapshot)
    {
        var asOf = snapshot.Upto is { } upto ? $" --upto {upto}" : "";
        return $$"""
            # How to verify this bundle

            It holds the book `{{snapshot.Book}}` up to leaf {{snapshot.Head.Size - 1}} of its log, and the ledger's event table and views from the same moment.
            Do not take `policy.txt` from here: it is only what the operator says. Use the copy that you pinned when the book was opened.

            ## With the ledger's verifier

            ```
            ledger verify BUNDLE.zip --policy POLICY{{asOf}} [--since CHECKPOINT] [--sample 25 --nonce "what you choose today"]
            ```

            It reads the zip and nothing else. Exit code 0: verified; 3: findings, each with the leaf, the rule and what was expected. Keep the file
            `checkpoint` afterwards: given with `--since` next time, it proves that nothing before it was changed. Without one nothing is said about what was
            there before the first head you keep.

            ## With common tools

            - Nothing was damaged on the way: `unzip BUNDLE.zip -d bundle && cd bundle && sha256sum -c SHA256SUMS`
            - `checkpoint` is a C2SP signed note; Go's `golang.org/x/mod/sumdb/note` opens it with the verifier keys of your policy (`log` and `witness` lines).
              Cosignatures sign `cosignature/v1`, a line `time T`, and the note's text (C2SP tlog-cosignature).
            - A leaf's hash is SHA-256 of a zero byte and the line of `entries.jsonl` without its line feed:
              `(printf '\0'; sed -n 1p entries.jsonl | tr -d '\n') | sha256sum` is the first 32 bytes of `tile/0/…`: `xxd -p -l 32 tile/0/000*`
            - `tile/` are C2SP tlog-tiles; Go's `golang.org/x/mod/sumdb/tlog` computes the root from them (`tlog.TreeHash`) and checks proofs
              (`tlog.CheckRecord`, `tlog.CheckTree`).
            - `proofs/*.tlog-proof` are C2SP tlog-proofs of a few leaves.
            - The row of an event in `events.csv` is its entry when written as canonical JSON (RFC 8785) with these keys, absent ones left out: at
              (recorded_at), by (recorded_by), cause (causation_id), corr (correlation_id), data (data_json), headers (headers_json), id (event_id), seq
              (event_position), stream (stream_id), tenant (book), type (event_type), v (1), version (stream_version). Data that makes an entry larger than
              65,535 bytes is in `payloads.jsonl`; the entry holds its SHA-256 and size.
            - `columns.csv` says of every column of every CSV what type it has, what it counts and what it means. Load it beside the others.
            - CSV is RFC 4180 with CRLF, in UTF-8. An absent value is nothing between two commas, an empty text is "". Numbers are bare, negative ones too:
              -4866. What six decimals do not write exactly is a fraction in lowest terms, such as 4/3; a spreadsheet takes that for a date unless the column
              is loaded as text. Times are in UTC with six decimals, 2026-11-02T09:30:00.000000Z; dates are 2026-11-02. A text that begins with = + - @ tab CR
              or ' has a ' before it, for a spreadsheet would take it for a formula; take it off.
            - `views/units.csv`: `trail_sha256` is SHA-256 of the unit's event ids in their order, in lower case, with commas between them.
            - A sample that nobody can steer: leaf number SHA-256(nonce ‖ root ‖ counter) mod size, for counter 0, 1, …: nonce in UTF-8, the root's 32
              bytes, the counter in 8 bytes, high one first; the first 8 bytes of the hash are the number. None twice.

            """;
    }
}

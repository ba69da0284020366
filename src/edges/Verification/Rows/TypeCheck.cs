using System.Text.RegularExpressions;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Rows;

/// <summary>
/// D3: what a leaf does not cover, and so must follow rules. Nothing is archived, a type goes with one CLR type for ever, and names are well formed.
/// </summary>
internal sealed partial class TypeCheck(FindingList findings)
{
    private readonly Dictionary<string, string> _clr = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folded = new(StringComparer.OrdinalIgnoreCase);

    public void Check(string type, string? clr, bool isArchived, bool hasBinary, LeafName name)
    {
        if (isArchived)
        {
            findings.Add(new(Rule.D3, name, "it is archived, so readers of the event table no longer see it", "not archived", "archived"));
        }

        if (hasBinary)
        {
            findings.Add(new(Rule.D3, name, "its data", "JSON only", "binary data beside it"));
        }

        if (clr is null)
        {
            findings.Add(new(Rule.D3, name, "its CLR type", "a name", "nothing"));
            return;
        }

        if (!_clr.TryGetValue(type, out var known))
        {
            Begin(type, clr, name);
        }
        else if (known != clr)
        {
            findings.Add(new(Rule.D3, name, $"the CLR type of {Utf8.Shown(type)}", Utf8.Shown(known), Utf8.Shown(clr)));
        }
    }

    private void Begin(string type, string clr, LeafName name)
    {
        _clr.Add(type, clr);
        if (!_types.TryAdd(clr, type))
        {
            findings.Add(new(Rule.D3, name, $"the type of {Utf8.Shown(clr)}", Utf8.Shown(_types[clr]), Utf8.Shown(type)));
        }

        if (!WellFormed().IsMatch(type) || !_folded.Add(type))
        {
            findings.Add(new(Rule.D3, name, "its type's name", "context.what-happened.v1, in lower case", Utf8.Shown(type)));
        }
    }

    [GeneratedRegex(@"^[a-z]+\.[a-z]+(-[a-z0-9]+)*\.v[1-9][0-9]*\z")]
    private static partial Regex WellFormed();
}

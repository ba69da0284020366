using System.Globalization;

namespace Ledger.Sealing.Notes;

/// <summary>Reads a tlog-policy line by line; every name must be defined before it is used, and be used once.</summary>
internal sealed class PolicyParser
{
    private const int MaxLength = 64 * 1024;

    private readonly List<VerifierKey> _logs = [];
    private readonly List<PolicyWitness> _witnesses = [];
    private readonly List<PolicyGroup> _groups = [];
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private string? _quorum;

    public WitnessPolicy Parse(string text)
    {
        if (text.Length > MaxLength || text.Any(c => c is (< ' ' and not '\n' and not '\t') or '\x7f'))
        {
            throw new FormatException($"A policy has at most {MaxLength} characters, and no control characters but tabs and line feeds.");
        }

        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
            {
                continue;
            }

            try
            {
                Line(words);
            }
            catch (FormatException bad)
            {
                throw new FormatException($"Line {number} of the policy: {bad.Message}");
            }
        }

        return new(_logs, _witnesses, _groups, _quorum ?? throw new FormatException("The policy has no quorum line."));
    }

    private void Line(string[] words)
    {
        switch (words)
        {
            case ["log", _] or ["log", _, _]:
                _logs.Add(New(words[1], KeyKind.Log, _logs));
                break;
            case ["witness", var name, var key]:
                Define(name);
                _witnesses.Add(new(name, New(key, KeyKind.Cosigner, _witnesses.Select(witness => witness.Key)), null));
                break;
            case ["witness", var name, var key, var url]:
                Define(name);
                _witnesses.Add(new(name, New(key, KeyKind.Cosigner, _witnesses.Select(witness => witness.Key)), url));
                break;
            case ["group", var name, var rule, _, ..]:
                Group(name, rule, words[3..]);
                break;
            case ["quorum", var name] when _quorum is null:
                _quorum = name == WitnessPolicy.None ? name : Defined(name);
                break;
            default:
                throw new FormatException("This is not a log, witness, group or (the only) quorum line.");
        }
    }

    private void Group(string name, string rule, string[] members)
    {
        foreach (var member in members)
        {
            if (!_members.Add(Defined(member)))
            {
                throw new FormatException($"'{StrictText.Short(member)}' is a member of a group already.");
            }
        }

        var threshold = rule switch
        {
            "any" => 1,
            "all" => members.Length,
            _ => int.TryParse(rule, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k >= 1 && k <= members.Length
                ? k
                : throw new FormatException($"'{StrictText.Short(rule)}' is not any, all or a number from 1 to {members.Length}."),
        };
        Define(name);
        _groups.Add(new(name, threshold, members));
    }

    private static VerifierKey New(string text, KeyKind kind, IEnumerable<VerifierKey> others)
    {
        var key = VerifierKey.Parse(text);
        if (key.Kind != kind)
        {
            throw new FormatException($"The key of '{key.Name}' is not one of a {(kind == KeyKind.Log ? "log" : "witness")}.");
        }

        return others.Any(other => other.PublicKeyBytes.AsSpan().SequenceEqual(key.PublicKeyBytes) || (other.Name == key.Name && other.Id == key.Id))
            ? throw new FormatException($"The key of '{key.Name}' is there twice.")
            : key;
    }

    private void Define(string name)
    {
        if (name == WitnessPolicy.None || !_defined.Add(name))
        {
            throw new FormatException($"The name '{StrictText.Short(name)}' is taken already.");
        }
    }

    private string Defined(string name) =>
        _defined.Contains(name) ? name : throw new FormatException($"'{StrictText.Short(name)}' is not defined on a line before.");
}

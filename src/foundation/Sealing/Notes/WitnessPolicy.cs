namespace Ledger.Sealing.Notes;

/// <summary>
/// Whom an auditor believes (C2SP tlog-policy): keys of logs, and which of the witnesses must have cosigned a head.
/// He pins this file himself; the one in an export is only the operator's word.
/// </summary>
public sealed record WitnessPolicy(IReadOnlyList<VerifierKey> Logs, IReadOnlyList<PolicyWitness> Witnesses, IReadOnlyList<PolicyGroup> Groups, string Quorum)
{
    /// <summary>The quorum that asks for no witness.</summary>
    public const string None = "none";

    /// <summary>What <see cref="All"/> calls the group of all witnesses.</summary>
    public const string Everyone = "all-witnesses";

    /// <exception cref="FormatException">It is not a policy; the message names the line.</exception>
    public static WitnessPolicy Parse(string text) => new PolicyParser().Parse(text);

    /// <summary>A policy in which all of the witnesses must sign.</summary>
    public static WitnessPolicy All(IReadOnlyList<VerifierKey> logs, IReadOnlyList<PolicyWitness> witnesses) => witnesses.Count switch
    {
        0 => new(logs, witnesses, [], None),
        1 => new(logs, witnesses, [], witnesses[0].Name),
        _ => new(logs, witnesses, [new(Everyone, witnesses.Count, [.. witnesses.Select(witness => witness.Name)])], Everyone),
    };

    /// <summary>What a note is worth under this policy. Signatures of keys that it does not name count for nothing.</summary>
    /// <exception cref="FormatException">The note is none, or a signature of a key that the policy names does not verify.</exception>
    public PolicyVerdict Judge(string note)
    {
        var parsed = Note.Parse(note);
        var head = Checkpoint.Parse(parsed.Text);
        if (!head.IsPossible)
        {
            throw new FormatException("The root of a log without leaves is not the hash of nothing.");
        }

        var signed = Logs.Count(log => log.Name == head.Origin && parsed.IsSignedBy(log)) > 0;
        var cosigned = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var witness in Witnesses)
        {
            foreach (var signature in parsed.Signatures.Where(witness.Key.IsNamedBy))
            {
                cosigned[witness.Name] = Cosignatures.Verify(witness.Key, parsed.Text, signature)
                    ?? throw new FormatException($"The cosignature of '{witness.Key.Name}' does not verify.");
            }
        }

        return new(head, signed, cosigned, IsQuorum(cosigned.Keys));
    }

    /// <summary>Whether these witnesses are enough.</summary>
    public bool IsQuorum(IEnumerable<string> witnesses)
    {
        var satisfied = witnesses.ToHashSet(StringComparer.Ordinal);
        foreach (var group in Groups.Where(group => group.Members.Count(satisfied.Contains) >= group.Threshold))
        {
            satisfied.Add(group.Name);
        }

        return Quorum == None || satisfied.Contains(Quorum);
    }

    public override string ToString() => string.Concat(
    [
        .. Logs.Select(log => $"log {log}\n"),
        .. Witnesses.Select(witness => $"witness {witness.Name} {witness.Key}{(witness.Url is null ? "" : " " + witness.Url)}\n"),
        .. Groups.Select(group => $"group {group.Name} {group.Rule} {string.Join(' ', group.Members)}\n"),
        $"quorum {Quorum}\n",
    ]);
}

/// <param name="Name">What the policy calls it; it means nothing outside of the policy.</param>
/// <param name="Url">Where its add-checkpoint is; null for one that is not called.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, string? Url);

/// <param name="Threshold">How many of the members are enough.</param>
/// <param name="Members">Witnesses, and groups defined before this one.</param>
public sealed record PolicyGroup(string Name, int Threshold, IReadOnlyList<string> Members)
{
    internal string Rule => Threshold == Members.Count ? "all" : Threshold == 1 ? "any" : Threshold.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <param name="IsLogSigned">A log that the policy names signed the head.</param>
/// <param name="Cosigned">Witnesses that the policy names, and when they signed.</param>
/// <param name="IsQuorumMet">Enough of them signed.</param>
public sealed record PolicyVerdict(Checkpoint Head, bool IsLogSigned, IReadOnlyDictionary<string, DateTimeOffset> Cosigned, bool IsQuorumMet)
{
    public bool IsTrusted => IsLogSigned && IsQuorumMet;
}

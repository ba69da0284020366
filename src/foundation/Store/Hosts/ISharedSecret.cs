namespace Ledger.Store.Hosts;

/// <summary>What all hosts on one database must hold alike and the database does not hold: keys in a file.</summary>
public interface ISharedSecret
{
    /// <summary>Its name in the database, for ever.</summary>
    string Name { get; }

    /// <summary>What is compared, as its operator knows it: the file or the setting.</summary>
    string Place { get; }

    /// <summary>May keys be left out that came before the newest? The keys of a log are counted from the first.</summary>
    bool MayForget { get; }

    /// <summary>Makes it where there is none. Asked of the first host of a ledger only.</summary>
    Task MakeIfAbsentAsync(CancellationToken ct);

    /// <summary>What its keys are known by, the oldest first. Nothing can be learned from them about the keys.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    IReadOnlyList<string> Digests();
}

namespace Ledger.Contracts.Ports;

/// <summary>Keys that are not in the database. Agreements implements it, beside the terms that they protect.</summary>
public interface IConfidentialKeys
{
    /// <summary>A key for one purpose; those of other purposes do not follow from it.</summary>
    byte[] For(string purpose);
}

namespace Ledger.Access.Apps;

/// <summary>Where a key works.</summary>
public enum KeyMode
{
    /// <summary>In the book.</summary>
    Live,

    /// <summary>In the book's sandbox, where nothing counts.</summary>
    Test,
}

/// <summary>What a key may be used for.</summary>
public enum KeyScope
{
    Read,
    Write,
}

namespace Ledger.Verification.Findings;

/// <summary>What is checked. The names are those of the specification; a report, a test and a lawyer's letter quote them.</summary>
public enum Rule
{
    /// <summary>The bundle is what its manifest and its sums say: no part more, none less, none changed on the way.</summary>
    B1,

    /// <summary>The checkpoint bears the log's signature and the quorum of the pinned policy.</summary>
    L1,

    /// <summary>The entries come to the signed root, and the tiles agree.</summary>
    L2,

    /// <summary>The log only ever grew: since the auditor's last head, and through every head that was signed.</summary>
    L3,

    /// <summary>Sequence numbers are unique; every stream's versions are 1 to n, in the order of the leaves.</summary>
    L4,

    /// <summary>Record times lie between the cosigned heads before and after.</summary>
    L5,

    /// <summary>A key that signs was announced in the log, under the key before it.</summary>
    L6,

    /// <summary>Every leaf equals its row in the event table.</summary>
    D1,

    /// <summary>A row without a leaf is a tombstone or younger than the seal interval.</summary>
    D2,

    /// <summary>Nothing is archived; each type has one CLR name and a well-formed name of its own.</summary>
    D3,

    /// <summary>The stream table's versions are those that the events come to.</summary>
    D4,

    /// <summary>Skipped sequence numbers and dead letters are told.</summary>
    D5,

    /// <summary>The views are what the entries come to.</summary>
    V1,

    /// <summary>Opening and in less out is closing.</summary>
    V2,

    /// <summary>Nothing is below zero at any effective moment.</summary>
    V3,
}

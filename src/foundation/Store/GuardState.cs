namespace Ledger.Store;

/// <summary>SQLSTATEs that guards raise in the transaction of a command; class LG is not used by PostgreSQL or the SQL standard.</summary>
public static class GuardState
{
    public const string AlreadyRegistered = "LG001";
    public const string UnitNotThere = "LG002";
    public const string OverShipment = "LG003";
    public const string DocumentUsed = "LG004";

    /// <summary>What the command was decided on has changed meanwhile: it is decided anew.</summary>
    public const string MovedOn = "LG005";
    public const string DiffersInCase = "LG006";
    public const string GlobalNumberInUse = "LG007";
}

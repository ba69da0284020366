namespace Ledger.Contracts;

/// <summary>Says who may post a command or ask for a read. One that does not say is for nobody.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class AllowsAttribute(Roles roles) : Attribute
{
    public Roles Roles { get; } = roles;

    /// <summary>Roles that may do it besides with a test key, because it concerns nothing but the sandbox.</summary>
    public Roles WithTestKey { get; init; }

    /// <summary>It can also be done in the operator's own room, which is no book.</summary>
    public bool InOperatorRoom { get; init; }

    /// <summary>Name of the operation, where the method's route does not give it.</summary>
    public string? Operation { get; init; }
}

/// <summary>Roles that many operations have in common.</summary>
public static class RoleSets
{
    public const Roles Readers = Roles.Supplier | Roles.Customer | Roles.Integrator | Roles.Auditor | Roles.Operator;
    public const Roles Everyone = Readers | Roles.Carrier;
    public const Roles Commercial = Roles.Supplier | Roles.Customer | Roles.Auditor | Roles.Operator;

    /// <summary>Everyone who has something to tell: an auditor only reads.</summary>
    public const Roles Senders = Everyone & ~Roles.Auditor;
}

/// <summary>
/// Says who sees the events of a context, in the feed and in a unit's trail. Those of a context that does not say are for the auditor and the operator.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class EventsAreForAttribute(Roles roles) : Attribute
{
    public Roles Roles { get; } = roles;
}

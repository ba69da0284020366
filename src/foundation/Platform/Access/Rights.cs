namespace Ledger.Platform.Access;

/// <summary>Who may do what: the one table. What is not in it nobody may.</summary>
public static class Rights
{
    private const Roles Reader = Roles.Supplier | Roles.Customer | Roles.Integrator | Roles.Auditor | Roles.Operator;
    private const Roles Everyone = Reader | Roles.Carrier;
    private const Roles Commercial = Roles.Supplier | Roles.Customer | Roles.Auditor | Roles.Operator;

    /// <summary>The request that carries commands as lines.</summary>
    public const string Bulk = "PostCommands";

    /// <summary>Roles by operation: a command's name, or the id that a read has in the API's description.</summary>
    public static readonly IReadOnlyDictionary<string, Roles> ByOperation = new Dictionary<string, Roles>(StringComparer.Ordinal)
    {
        ["OpenBook"] = Roles.Operator,
        ["AddParty"] = Roles.Operator,
        ["RegisterProduct"] = Roles.Supplier | Roles.Operator,
        ["RegisterSite"] = Roles.Supplier | Roles.Customer | Roles.Integrator | Roles.Operator,
        ["SignAgreement"] = Roles.Supplier | Roles.Customer,
        ["AmendAgreement"] = Roles.Supplier | Roles.Customer,
        ["CloseAgreement"] = Roles.Supplier | Roles.Customer,
        ["EraseTerms"] = Roles.Supplier | Roles.Customer,
        ["ApproveSubstitution"] = Roles.Customer,
        ["ConfirmMilestone"] = Roles.Customer,
        ["DisputeMilestone"] = Roles.Customer,
        ["WaiveMilestone"] = Roles.Customer,

        ["PlaceOrder"] = Roles.Customer,
        ["ChangeOrder"] = Roles.Customer,
        ["CancelOrderLine"] = Roles.Customer,
        ["AcknowledgeOrder"] = Roles.Supplier,

        ["RegisterBatch"] = Roles.Supplier,
        ["ShipBatch"] = Roles.Supplier,
        ["VoidShipment"] = Roles.Supplier,
        ["ReportTransport"] = Roles.Carrier,
        ["ReceiveBatch"] = Roles.Customer,
        ["AcceptUnits"] = Roles.Customer,
        ["RejectUnits"] = Roles.Customer,
        ["ReturnUnits"] = Roles.Customer,

        ["DefineRackModel"] = Roles.Integrator,
        ["PlanRack"] = Roles.Integrator,
        ["InstallUnits"] = Roles.Integrator,
        ["PowerOnRack"] = Roles.Integrator,
        ["RecordRackTest"] = Roles.Integrator,
        ["CommissionRack"] = Roles.Integrator,
        ["RemoveUnit"] = Roles.Integrator,
        ["ReplaceUnit"] = Roles.Integrator,
        ["DecommissionRack"] = Roles.Integrator,
        ["AcceptRack"] = Roles.Customer,

        ["RegisterApp"] = Roles.Operator,
        ["IssueKey"] = Roles.Operator,
        ["RotateKey"] = Roles.Operator,
        ["RevokeKey"] = Roles.Operator,
        ["ResetSandbox"] = Roles.Operator,

        ["RotateLogKey"] = Roles.Operator,
        ["DeclareErroneous"] = Everyone & ~Roles.Auditor,
        ["AppointWitness"] = Roles.Operator,
        ["DismissWitness"] = Roles.Operator,

        // A line of a bulk request is judged like the command that it is.
        [Bulk] = Everyone & ~Roles.Auditor,

        ["SubmitCosignature"] = Commercial,
        ["ReadPolicy"] = Everyone,
        [MeReads.Operation] = Everyone,
        ["ListApps"] = Roles.Auditor | Roles.Operator,
        ["ListKeys"] = Roles.Auditor | Roles.Operator,
        ["ListAccessFailures"] = Roles.Auditor | Roles.Operator,
        ["ExportBook"] = Roles.Auditor | Roles.Operator,
        ["ReadBook"] = Everyone,
        ["ListParties"] = Everyone,
        ["ListProducts"] = Everyone,
        ["ListSites"] = Everyone,
        ["ListEvents"] = Everyone,
        ["ListAgreements"] = Commercial,
        ["ReadAgreement"] = Commercial,
        ["ReadTerms"] = Commercial,
        ["ReadProgress"] = Commercial,
        ["ListOrders"] = Commercial,
        ["ReadOrder"] = Commercial,
        ["ListBatches"] = Everyone,
        ["ReadBatch"] = Everyone,
        ["ListUnits"] = Reader,
        ["TraceUnit"] = Reader,
        ["TraceSerial"] = Reader,
        ["TraceProof"] = Reader,
        ["ReadStock"] = Reader,
        ["ReadLogStatus"] = Reader,
        ["ReadCheckpoint"] = Everyone,
        ["ReadConsistency"] = Everyone,
        ["ReadTile"] = Everyone,
        ["ReadProof"] = Everyone,
        ["ReadEntry"] = Everyone,
        ["RunChecks"] = Reader,
        // Figures that a role does not see are left out.
        ["ReplayBook"] = Reader,
        ["ExplainFigure"] = Reader,
        ["ReportLateFacts"] = Commercial,
        ["ReportRestatement"] = Commercial,
        ["ListRackModels"] = Reader,
        ["ReadRackModel"] = Reader,
        ["ListRacks"] = Reader,
        ["ReadRack"] = Reader,
    };

    /// <summary>What these roles may besides with a test key, for it concerns nothing but the sandbox.</summary>
    public static readonly IReadOnlyDictionary<string, Roles> WithTestKey = new Dictionary<string, Roles>(StringComparer.Ordinal)
    {
        ["ResetSandbox"] = Everyone & ~Roles.Auditor,
    };

    /// <summary>May the caller do this, as far as its roles say?</summary>
    public static bool Allow(Caller caller, string operation) =>
        caller.Is(ByOperation.GetValueOrDefault(operation)) || (caller.IsTest && caller.Is(WithTestKey.GetValueOrDefault(operation)));

    /// <summary>What there is in the operator's own room, which is no book.</summary>
    public static readonly IReadOnlySet<string> InOperatorRoom = new HashSet<string>(StringComparer.Ordinal)
    {
        "RegisterApp", "IssueKey", "RotateKey", "RevokeKey", "ListApps", "ListKeys", "ListAccessFailures", MeReads.Operation,
        "RotateLogKey", "ReadLogStatus", "ReadCheckpoint", "ReadConsistency", "ReadTile", "ReadProof", "ReadEntry",
    };

    /// <summary>Reads need the scope to read, everything else the scope to write; who it is itself every caller may ask.</summary>
    public static Scopes ScopeOf(string operation, string method) => operation == MeReads.Operation ? Scopes.None : method is "GET" or "HEAD" ? Scopes.Read : Scopes.Write;

    /// <summary>Roles that see the events of a context, in the feed and in a unit's trail; a carrier sees no terms.</summary>
    public static Roles ByContext(string context) => context switch
    {
        "agreements" or "ordering" => Commercial,
        "logistics" => Everyone,
        "deployment" => Reader,
        "access" => Roles.Auditor | Roles.Operator,
        "audit" => Reader,
        _ => Roles.Auditor | Roles.Operator,
    };
}

namespace Ledger.Http.Tests;

/// <summary>A body of each command that passes every field rule, by route.</summary>
public static class Commands
{
    /// <summary>Id of an event that no book has.</summary>
    public const string Event = "0199d5a0-0000-7000-8000-000000000001";

    private const string Units = """ "site":"PDX1","product":"acme:B300","serials":["S1"] """;
    private const string Milestone = """{"agreement":"SA-1","milestone":"M1","by":"CUS","reason":"x"}""";

    /// <summary>Posted, and no command: its body is a text.</summary>
    public const string Cosignatures = "log/cosignatures";

    /// <summary>What is posted where commands are, and is none.</summary>
    public static bool IsNone(string path) => path.EndsWith("/commands", StringComparison.Ordinal) || path.EndsWith(Cosignatures, StringComparison.Ordinal);

    public static IReadOnlyDictionary<string, string> Valid { get; } = new Dictionary<string, string>
    {
        ["open"] = """{"name":"x","purpose":"live","parties":[{"party":"A","name":"A","roles":["supplier"]}]}""",
        ["apps"] = """{"app":"erp","party":"SUP","name":"x"}""",
        ["keys"] = """{"app":"erp","name":"first","mode":"live","scopes":["read"]}""",
        ["keys/rotate"] = """{"key":"0123456789ab","name":"second"}""",
        ["keys/revoke"] = """{"key":"0123456789ab","reason":"x"}""",
        ["parties"] = """{"party":"A","name":"A","roles":["supplier"]}""",
        ["products"] = """{"product":"acme:B300","name":"x","family":"gpu"}""",
        ["sites"] = """{"site":"PDX1","name":"x","kind":"port"}""",
        ["agreements"] = """{"agreement":"SA-1","supplier":"SUP","customer":"CUS","lines":[{"line":1,"family":"gpu","quantity":1,"from":"2026-01-01","until":"2027-01-01"}],"milestones":[]}""",
        ["agreements/amend"] = """{"agreement":"SA-1","amendment":"A-1","reason":"x","lines":[{"line":1,"family":"gpu","quantity":1,"from":"2026-01-01","until":"2027-01-01"}],"milestones":[]}""",
        ["agreements/substitutions"] = """{"agreement":"SA-1","line":1,"from":"acme:B300","to":"acme:C100","ratio":"1.5"}""",
        ["agreements/{agreement}/terms/erasures"] = """{"agreement":"NONE-1","reason":"x","class":"price"}""",
        ["agreements/close"] = """{"agreement":"SA-1","reason":"x"}""",
        ["agreements/milestones/confirm"] = """{"agreement":"SA-1","milestone":"M1","by":"CUS"}""",
        ["agreements/milestones/dispute"] = Milestone,
        ["agreements/milestones/waive"] = Milestone,
        ["orders"] = """{"order":"PO-1","agreement":"SA-1","shipTo":"PDX1","lines":[{"line":1,"agreementLine":1,"product":"acme:B300","quantity":1,"requestedDelivery":"2026-12-01"}]}""",
        ["orders/acknowledge"] = """{"order":"PO-1","acknowledgement":"ACK-1","lines":[{"line":1,"status":"accepted","promisedDelivery":"2026-12-01"}]}""",
        ["orders/change"] = """{"order":"PO-1","change":"CH-1","lines":[{"line":1,"quantity":2}]}""",
        ["orders/cancel-line"] = """{"order":"PO-1","line":1,"reason":"x"}""",
        ["batches"] = """{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1"]}""",
        ["batches/ship"] = """{"batch":"B-1","order":"PO-1","orderLine":1,"to":"PDX1","carrier":"CAR","despatchAdvice":"A-1"}""",
        ["batches/void"] = """{"batch":"B-1","reason":"x"}""",
        ["log/witnesses"] = """{"witness":"customer","key":"acme.example/witness+5a3d1ca4+BDQwaKlSrjVWKmaHLy8tSRgMMeqXaJY5iCdD6U0YmBYd","party":"CUS"}""",
        ["log/witnesses/dismiss"] = """{"witness":"customer","reason":"x"}""",
        [Cosignatures] = "ledger.local/x\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— acme.example/witness AAAAAAA=\n",
        ["log/keys"] = """{"overlapDays":30}""",
        ["events/{event}/declarations"] = $$"""{"event":"{{Event}}","reason":"did-not-occur"}""",
        ["sandbox/reset"] = """{"reason":"x"}""",
        ["batches/transport"] = """{"batch":"B-1","report":"T-1","status":"departed","place":"PDX1"}""",
        ["batches/receive"] = """{"batch":"B-1","receipt":"R-1"}""",
        ["units/accept"] = $$"""{"inspection":"I-1",{{Units}}}""",
        ["units/reject"] = $$"""{"inspection":"I-1",{{Units}},"reason":"x"}""",
        ["units/return"] = $$"""{"return":"R-1",{{Units}},"to":"FAB1","reason":"x"}""",
        ["rack-models"] = """{"model":"M-1","name":"x","illustrative":true,"parts":[{"family":"gpu","count":1}]}""",
        ["racks"] = """{"rack":"R-1","model":"M-1","site":"PDX1"}""",
        ["racks/install"] = """{"rack":"R-1","units":[{"product":"acme:B300","serials":["S1"]}]}""",
        ["racks/remove"] = """{"rack":"R-1","product":"acme:B300","serial":"S1","condition":"accepted","reason":"x"}""",
        ["racks/power-on"] = """{"rack":"R-1"}""",
        ["racks/tests"] = """{"rack":"R-1","test":"T-1","procedure":"x","outcome":"passed"}""",
        ["racks/commission"] = """{"rack":"R-1"}""",
        ["racks/accept"] = """{"rack":"R-1"}""",
        ["racks/replace"] = """{"rack":"R-1","oldProduct":"acme:B300","old":"S1","newProduct":"acme:B300","new":"S2","reason":"x"}""",
        ["racks/decommission"] = """{"rack":"R-1","condition":"accepted","reason":"x"}""",
    };
}

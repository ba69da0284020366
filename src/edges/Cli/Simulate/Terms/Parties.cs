namespace Ledger.Cli.Simulate.Terms;

/// <summary>Who takes part. All names are invented.</summary>
internal static class Parties
{
    public const string Supplier = "NORDLICHT";
    public const string Customer = "FJORDWOLKE";
    public const string Integrator = "STAVENI";
    public const string Auditor = "KONTROLLEN";

    /// <summary>Air for the data centre overseas, sea and road for the rest.</summary>
    public static string CarrierTo(string site) => site == "PDX1" ? "AEROLANE" : "SEEWEG";
}

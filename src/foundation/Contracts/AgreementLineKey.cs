namespace Ledger.Contracts;

/// <summary>How an agreement line is named outside its agreement: <c>SA-1/2</c>.</summary>
public static class AgreementLineKey
{
    public static string Of(string agreement, int line) => $"{agreement}/{line}";

    public static string AgreementOf(string key) => key[..key.LastIndexOf('/')];

    public static int LineOf(string key) => int.Parse(key[(key.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}

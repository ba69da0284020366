using Ledger.Client;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Tests.Simulate;

/// <summary>What becomes of units in a <see cref="Fold"/> that went missing, came back, were not advised or were miscounted.</summary>
internal sealed class FoldClaims(Fold units)
{
    private readonly Dictionary<string, (ReturnUnits Sent, Dictionary<string, string> From)> _returns = [];
    private readonly Dictionary<string, AcceptUnits> _acceptances = [];

    public string? Apply(ICommand command) => command switch
    {
        AcceptUnits u => Accept(u),
        CorrectInspection c when _acceptances[c.Inspection] is var u =>
            units.Move(u.Product, c.Serials, $"site:{u.Site}/received", $"site:{u.Site}/accepted"),
        CorrectReceipt c when units.Shipment(c.Batch) is var (product, ship) =>
            units.Move(product, c.Serials, $"transit:{c.Batch}/missing", $"site:{ship.To}/received"),
        WriteOffUnits w => Reopen(w.Batch, w.Serials!, $"transit:{w.Batch}/writtenOff"),
        TakeBackUnits t => Reopen(t.Batch, t.Serials!, $"site:{t.To}/returned"),
        AttributeUnits a when units.Shipment(a.Batch).Ship is var ship =>
            units.Move(a.Product, a.Serials, $"site:{ship.To}/quarantined", "origin") ?? units.Count(a.Product, a.Serials, (a.Order, a.OrderLine)),
        ReturnUnits r => Return(r),
        ReceiveReturn r when _returns[r.Return].Sent is var sent => r.Serials is []
            ? units.Move(sent.Product, sent.Serials, $"return:{r.Return}/notReturned", $"return:{r.Return}/returning")
            : units.Move(sent.Product, sent.Serials, $"site:{sent.To}/returned", $"return:{r.Return}/returning"),
        WriteOffReturn w when _returns[w.Return].Sent is var sent =>
            units.Move(sent.Product, sent.Serials, $"return:{w.Return}/writtenOff", $"return:{w.Return}/notReturned"),
        CreditReturn c when _returns[c.Return].Sent is var sent => units.Count(sent.Product, sent.Serials),
        ScrapUnits s => units.Move(s.Product, s.Serials, $"site:{s.Site}/scrapped", $"site:{s.Site}/returned"),
        CancelReturn c => Cancel(c),
        CountStock c => units.Move(c.Product, c.Missing ?? [], $"site:{c.Site}/acceptedLost", $"site:{c.Site}/accepted")
            ?? units.Move(c.Product, c.Found ?? [], $"site:{c.Site}/accepted", $"site:{c.Site}/acceptedLost"),
        _ => null,
    };

    private string? Accept(AcceptUnits u)
    {
        _acceptances[u.Inspection] = u;
        return units.Move(u.Product, u.Serials, $"site:{u.Site}/accepted", $"site:{u.Site}/received", $"site:{u.Site}/quarantined");
    }

    /// <summary>What never arrived can be shipped on its line again.</summary>
    private string? Reopen(string batch, IReadOnlyList<string> serials, string to)
    {
        var product = units.Shipment(batch).Product;
        return units.Move(product, serials, to, $"transit:{batch}/missing") ?? units.Uncount(product, serials);
    }

    private string? Return(ReturnUnits r)
    {
        _returns[r.Return] = (r, r.Serials.ToDictionary(serial => serial, serial => units.At(r.Product, serial)));
        return units.Move(
            r.Product, r.Serials, r.Carrier is null ? $"site:{r.To}/returned" : $"return:{r.Return}/returning", $"site:{r.Site}/quarantined",
            $"site:{r.Site}/received", $"site:{r.Site}/accepted") ?? units.Uncount(r.Product, r.Serials);
    }

    private string? Cancel(CancelReturn cancellation)
    {
        var (sent, from) = _returns[cancellation.Return];
        return sent.Serials.Select(serial => units.Move(sent.Product, [serial], from[serial], $"site:{sent.To}/returned"))
            .FirstOrDefault(refused => refused is not null)
            ?? units.Count(sent.Product, sent.Serials);
    }
}

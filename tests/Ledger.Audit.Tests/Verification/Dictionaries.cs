using Ledger.Verification.Findings;

namespace Ledger.Audit.Tests.Verification;

/// <summary>A dictionary that describes other columns than there are would mislead whoever reads a bundle with tools of their own.</summary>
public class Dictionaries
{
    private readonly Signers _signers = new();

    [Theory]
    [InlineData("views/stock.csv,quantity_units,integer", "views/stock.csv,quantity_units,text", "quantity_units, integer")]
    [InlineData("views/stock.csv,quantity_units,integer", "views/stock.csv,lost_units,integer", "lost_units")]
    [InlineData("views/stock.csv,quantity_units,integer", "views/other.csv,quantity_units,integer", "views/other.csv")]
    [InlineData("views/stock.csv,quantity_units,integer,,What it says.\r\n", "", "no row")]
    [InlineData("views/stock.csv,quantity_units,integer,,What it says.", "views/stock.csv,quantity_units,integer,,", "the meaning of quantity_units")]
    [InlineData("views/stock.csv,quantity_units,integer,,What it says.\r\n", "views/stock.csv,quantity_units,integer,,What it says.\r\nviews/stock.csv,quantity_units,integer,,Again.\r\n", "no more columns")]
    public async Task A_row_that_was_changed_removed_or_added(string old, string with, string word) =>
        (await Sound().Replace("columns.csv", old, with).VerifyAsync(_signers)).MustTell(Rule.B1, word: word);

    [Fact]
    public async Task A_view_that_is_left_out_is_not_described_either()
    {
        var bundle = Sound().Replace("manifest.json", "\"upto\":null", "\"upto\":12");
        bundle.Parts.Remove("views/units.csv");
        (await bundle.VerifyAsync(_signers, r => r with { Upto = 12 })).MustTell(Rule.B1, word: "views/units.csv");
    }

    private BundleBuilder Sound() => new BundleBuilder(_signers).Build();
}

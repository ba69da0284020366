namespace Ledger.Architecture.Tests.Reference.Client;

public class What_a_partner_s_client_knows
{
    [Fact]
    public void Its_commands_views_and_reads_are_those_of_the_code()
    {
        Generated.MustBeCommitted(ClientFiles.All);
        Generated.MustBeNone(Generated.Leftovers);
    }
}

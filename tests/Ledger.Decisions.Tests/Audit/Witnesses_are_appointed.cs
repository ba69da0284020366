using Ledger.Audit.Witnesses;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Sealing.Notes;

namespace Ledger.Decisions.Tests.Audit;

public class Witnesses_are_appointed
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Told Told = new(Sender.Of(OperatorRoom.Party, "console"), Noon);
    private static readonly PartyInfo Party = new("CUS", "Customer", ["customer"]);
    private static readonly string Key = NewKey();
    private static readonly WitnessAppointed Customer = new("customer", Key, "CUS", "https://a.test", Noon);
    private static readonly WitnessDismissed Dismissed = new("customer", "it is lost", Noon);

    [Fact]
    public void For_a_party_of_the_book()
    {
        Scenario.Given<WitnessRoster>().When(Appoint(Customer)).Records(Customer);
        Scenario.Given<WitnessRoster>().When(roster => AppointWitnessEndpoint.Decide(Command(Customer), new(roster, null), Told))
            .Refuses(Problems.UnknownParty);
    }

    [Fact]
    public void Under_a_name_and_with_a_key_that_no_other_has()
    {
        Scenario.Given<WitnessRoster>(Customer).When(Appoint(Customer)).Refuses(Problems.AlreadyRecorded);
        Scenario.Given<WitnessRoster>(Customer).When(Appoint(Customer with { Key = NewKey() })).Refuses(WitnessProblems.WitnessNameUsed);
        Scenario.Given<WitnessRoster>(Customer).When(Appoint(Customer with { Witness = "second" })).Refuses(WitnessProblems.WitnessKeyUsed);
        Scenario.Given<WitnessRoster>(Customer).When(Appoint(Customer with { Url = "https://b.test" })).Records(Customer with { Url = "https://b.test" });
    }

    [Fact]
    public void And_dismissed_for_good()
    {
        Scenario.Given<WitnessRoster>(Customer).When(Dismiss).Records(Dismissed);
        Scenario.Given<WitnessRoster>().When(Dismiss).Refuses(WitnessProblems.UnknownWitness);
        Scenario.Given<WitnessRoster>(Customer, Dismissed).When(Dismiss).Refuses(Problems.AlreadyRecorded);
        Scenario.Given<WitnessRoster>(Customer, Dismissed).When(Appoint(Customer)).Refuses(WitnessProblems.WitnessNameUsed);
        Scenario.Given<WitnessRoster>(Customer, Dismissed).When(Appoint(Customer with { Witness = "second" })).Records(Customer with { Witness = "second" });
    }

    private static Decision Dismiss(WitnessRoster? roster) => DismissWitnessEndpoint.Decide(new("customer", "it is lost"), roster, Told);

    private static Func<WitnessRoster?, Decision> Appoint(WitnessAppointed wanted) =>
        roster => AppointWitnessEndpoint.Decide(Command(wanted), new(roster, Party), Told);

    private static AppointWitness Command(WitnessAppointed wanted) => new(wanted.Witness, wanted.Key, wanted.Party, wanted.Url);

    private static string NewKey() => SignerKey.New("acme.test/witness", KeyKind.Cosigner).Verifier.ToString();
}

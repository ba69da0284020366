using Ledger.Access;
using Ledger.Access.Apps;
using Ledger.Access.Keys;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Access;

public class Keys_of_an_app
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Told Told = new(Sender.Of(OperatorRoom.Party, "console"), Noon);
    private static readonly DrawnKey Drawn = new("NEWID", "aa");
    private static readonly KeyScope[] Both = [KeyScope.Read, KeyScope.Write];
    private static readonly AppRegistered Registered = new("erp", "SUP", "ERP", Noon);
    private static readonly IssueKey Issue = new("erp", "second", KeyMode.Live, Both);
    private static readonly KeyIssued Second = new("erp", "SUP", "NEWID", "second", KeyMode.Live, Both, "aa", null, Noon);

    [Fact]
    public void An_app_is_registered_once_for_a_party_that_there_is()
    {
        var register = new RegisterApp("erp", "SUP", "ERP");
        Scenario.Given<App>().When(state => RegisterAppEndpoint.Decide(register, new(state, true), Told)).Records(Registered);
        Scenario.Given<App>().When(state => RegisterAppEndpoint.Decide(register, new(state, false), Told)).Refuses(Problems.UnknownParty);
        Scenario.Given<App>(Registered).When(state => RegisterAppEndpoint.Decide(register, new(state, true), Told)).Refuses(Problems.AlreadyRecorded);
    }

    [Fact]
    public void What_is_recorded_of_a_key_is_its_id_and_its_hash() => Scenario.Given<App>(Registered)
        .When(state => IssueKeyEndpoint.Decide(Issue, new(state, false, Drawn, Noon), Told)).Records(Second);

    [Fact]
    public void A_key_needs_an_app_and_a_name_of_its_own()
    {
        Scenario.Given<App>().When(state => IssueKeyEndpoint.Decide(Issue, new(state, false, Drawn, Noon), Told)).Refuses(KeyProblems.UnknownApp);
        Issuing(Key("A", "second")).Refuses(Problems.AlreadyRecorded);
    }

    [Fact]
    public void The_operator_has_no_test_keys() => Scenario.Given<App>(Registered)
        .When(state => IssueKeyEndpoint.Decide(Issue with { Mode = KeyMode.Test }, new(state, true, Drawn, Noon), Told)).Refuses(KeyProblems.LiveOnly);

    [Fact]
    public void Two_keys_of_a_mode_are_active_and_no_third()
    {
        Issuing(Key("A"), Key("B")).Refuses(KeyProblems.TooManyKeys);
        Issuing(Key("A"), Key("B", mode: KeyMode.Test)).Records(Second);
        Issuing(Key("A"), Key("B"), new KeyRevoked("erp", "A", "x", Noon)).Records(Second);
        Issuing(Key("A"), Key("B", expiresAt: Noon)).Records(Second);
        Issuing(Key("A"), Key("B", expiresAt: Noon.AddSeconds(1))).Refuses(KeyProblems.TooManyKeys);
    }

    [Fact]
    public void A_rotated_key_goes_on_for_a_day_beside_the_one_that_replaces_it() => Rotate(new("A", "next"), Key("A")).Records(
        new KeyIssued("erp", "SUP", "NEWID", "next", KeyMode.Live, Both, "aa", null, Noon), new KeyExpirySet("erp", "A", "NEWID", Noon.AddDays(1), Noon));

    [Fact]
    public void The_grace_is_as_told_and_never_beyond_what_the_key_was_issued_for()
    {
        Rotate(new("A", "next", 0), Key("A")).Records(
            new KeyIssued("erp", "SUP", "NEWID", "next", KeyMode.Live, Both, "aa", null, Noon), new KeyExpirySet("erp", "A", "NEWID", Noon, Noon));
        Rotate(new("A", "next", 60), Key("A", expiresAt: Noon.AddMinutes(5))).Records(
            new KeyIssued("erp", "SUP", "NEWID", "next", KeyMode.Live, Both, "aa", null, Noon),
            new KeyExpirySet("erp", "A", "NEWID", Noon.AddMinutes(5), Noon));
    }

    [Fact]
    public void What_has_ended_is_not_rotated_and_two_are_enough()
    {
        Rotate(new("A", "next"), Key("A"), new KeyRevoked("erp", "A", "x", Noon)).Refuses(KeyProblems.KeyNotActive);
        Rotate(new("A", "next"), Key("A", expiresAt: Noon)).Refuses(KeyProblems.KeyNotActive);
        Rotate(new("A", "next"), Key("A"), Key("B")).Refuses(KeyProblems.TooManyKeys);
    }

    [Fact]
    public void A_key_is_revoked_once()
    {
        var revoke = new RevokeKey("A", "lost");
        Scenario.Given<App>(Registered, Key("A")).When(state => RevokeKeyEndpoint.Decide(revoke, state!, Told))
            .Records(new KeyRevoked("erp", "A", "lost", Noon));
        Scenario.Given<App>(Registered, Key("A"), new KeyRevoked("erp", "A", "x", Noon))
            .When(state => RevokeKeyEndpoint.Decide(revoke, state!, Told)).Refuses(Problems.AlreadyRecorded);
    }

    [Fact]
    public void A_key_is_listed_as_what_it_is()
    {
        Assert.Equal(KeyState.Active, KeyReads.StateOf(null, null, Noon));
        Assert.Equal(KeyState.Active, KeyReads.StateOf(Noon.AddDays(8), null, Noon));
        Assert.Equal(KeyState.Expiring, KeyReads.StateOf(Noon.AddDays(6), null, Noon));
        Assert.Equal(KeyState.Expired, KeyReads.StateOf(Noon, null, Noon));
        Assert.Equal(KeyState.Revoked, KeyReads.StateOf(Noon.AddDays(8), Noon, Noon));
    }

    private static Then Issuing(params object[] keys) =>
        Scenario.Given<App>([Registered, .. keys]).When(state => IssueKeyEndpoint.Decide(Issue, new(state, false, Drawn, Noon), Told));

    private static Then Rotate(RotateKey command, params object[] keys) =>
        Scenario.Given<App>([Registered, .. keys]).When(state => RotateKeyEndpoint.Decide(command, new(state!, Drawn, Noon), Told));

    private static KeyIssued Key(string id, string? name = null, KeyMode mode = KeyMode.Live, DateTimeOffset? expiresAt = null) =>
        new("erp", "SUP", id, name ?? id, mode, Both, "00", expiresAt, Noon);
}

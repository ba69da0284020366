using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Ledger.Contracts;

namespace Ledger.Http.Tests.Advice;

/// <summary>What refusals advised to tests, and which commands each test had accepted afterwards.</summary>
internal static partial class Followed
{
    private static readonly ConcurrentDictionary<(string Test, string About), ConcurrentQueue<(string Detail, Scene? Scene, int Before)>> Refusals = new();

    private static readonly HashSet<string> Commands = [.. Operations.Contexts.SelectMany(context => context.GetTypes())
        .Where(type => type.IsAssignableTo(typeof(ICommand)) && !type.IsAbstract).Select(type => type.Name)];

    /// <param name="about">The problem's code, or the contract of the fact that was not to be declared.</param>
    /// <param name="scene">Where what follows is sent; null where no command follows.</param>
    public static void Note(string test, string about, string detail, Scene? scene) =>
        Refusals.GetOrAdd((test, about), _ => []).Enqueue((detail, scene, scene?.Accepted.Count ?? 0));

    public static void MustBe(string test, string about)
    {
        Assert.True(Refusals.TryGetValue((test, about), out var refusals), $"{test} never met a refusal about {about}.");
        var accepted = refusals.SelectMany(refusal => refusal.Scene?.Accepted.Skip(refusal.Before) ?? []).ToHashSet();
        var named = refusals.Where(refusal => refusal.Scene is not null).SelectMany(refusal => Word().Matches(refusal.Detail)).Select(word => word.Value);
        Assert.Empty(named.Where(Commands.Contains).Except(accepted));
    }

    [GeneratedRegex("[A-Z][A-Za-z]+")]
    private static partial Regex Word();
}

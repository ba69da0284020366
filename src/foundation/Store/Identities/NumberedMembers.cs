using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Ledger.Contracts;

namespace Ledger.Store.Identities;

/// <summary>The members of a command that hold numbers of documents: the one that it gives, and those that it names.</summary>
/// <param name="Given">Null where the command says no document.</param>
public sealed record NumberedMembers(GivenMember? Given, IReadOnlyList<NamedMember> Named)
{
    private static readonly ConcurrentDictionary<Type, NumberedMembers> ByCommand = [];

    /// <summary>
    /// Kinds of documents that other commands name. A kind is called like the member that gives its number, so that no command has to say it again.
    /// </summary>
    public static IReadOnlyList<string> Kinds { get; } = ["agreement", "batch", "inspection", "order", "rack", "return"];

    public static NumberedMembers Of(Type command) => ByCommand.GetOrAdd(command, static type =>
    {
        var members = type.GetProperties();
        var given = members.Select(member => (Member: member, Number: member.GetCustomAttribute<DocumentNumberAttribute>()))
            .Where(member => member.Number is not null)
            .Select(member => new GivenMember(member.Member, KindOf(member.Member), member.Number!.IsPartOfSeries, member.Number.IsShared)).FirstOrDefault();
        return new(given, [.. members.Where(member => member.PropertyType == typeof(string) && member != given?.Property && Kinds.Contains(KindOf(member)))
            .Select(member => new NamedMember(member, KindOf(member)))]);
    });

    private static string KindOf(PropertyInfo member) => JsonNamingPolicy.CamelCase.ConvertName(member.Name);
}

/// <param name="IsPartOfSeries">The number is one of a series within another document.</param>
/// <param name="IsShared">It means the same to all who may give it.</param>
public sealed record GivenMember(PropertyInfo Property, string Kind, bool IsPartOfSeries, bool IsShared);

public sealed record NamedMember(PropertyInfo Property, string Kind);

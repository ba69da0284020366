using System.Reflection;
using System.Text.Json.Nodes;
using Ledger.Contracts;
using Wolverine.Http;

namespace Ledger.Http.Tests;

/// <summary>A body of each command that passes every field rule: the sample that the command states itself.</summary>
public static class Commands
{
    /// <summary>Id of an event that no book has.</summary>
    public static readonly string Event = JsonNode.Parse(Of("DeclareErroneous"))!["event"]!.GetValue<string>();

    /// <summary>Posted, and no command: its body is a text.</summary>
    public const string Cosignatures = "log/cosignatures";

    /// <summary>A note that is right in its form.</summary>
    public const string Cosignature = "ledger.local/x\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— acme.example/witness AAAAAAA=\n";

    /// <summary>Bodies by address below the book.</summary>
    public static IReadOnlyDictionary<string, string> Valid { get; } = (
        from context in Operations.Contexts
        from type in context.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        let post = method.GetCustomAttribute<WolverinePostAttribute>()
        where post is not null
        let sample = method.GetParameters()[0].ParameterType.GetCustomAttribute<SampleAttribute>()
        where sample is not null
        select (Address: post.Template["/books/{book}/".Length..], sample.Body)).Append((Cosignatures, Cosignature)).ToDictionary();

    /// <summary>What is posted where commands are, and is none.</summary>
    public static bool IsNone(string path) => path.EndsWith("/commands", StringComparison.Ordinal) || path.EndsWith(Cosignatures, StringComparison.Ordinal);

    /// <summary>The sample of a command by its name.</summary>
    public static string Of(string command) =>
        Operations.Contexts.SelectMany(context => context.GetTypes()).Single(type => type.Name == command).GetCustomAttribute<SampleAttribute>()!.Body;
}

using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Cli.Shared;
using Ledger.Client;

namespace Ledger.Cli.Keys;

/// <summary>What the verbs that change keys have in common.</summary>
internal static class KeyCommands
{
    /// <summary>The operator's own apps and keys are addressed like a book's.</summary>
    private const string OperatorRoom = "_operator";

    private const string WhatThereIs = "'ledger keys list' shows the apps and keys.";

    public static Option<string> Book()
    {
        var book = CommonOptions.Book();
        book.Validators.Clear();
        book.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { } code || code == OperatorRoom || CommonOptions.IsBook(code)) return;
            result.AddError($"--book must be the code of a book, or {OperatorRoom} for the operator's own keys.");
        });
        return book;
    }

    public static Option<FileInfo?> Out() => new("--out") { Description = "File to write the key to; only its owner can read it. Default: print the key." };

    public static Task<int> Send(Connection at, ICommand command, CancellationToken cancel) => Failures.Handle(at.Url, WhatThereIs, async () =>
    {
        using var ledger = at.Open();
        return await ledger.SendAsync(command, cancel: cancel) is Refused refused ? throw new LedgerRefusedException(refused.Problem) : ExitCode.Done;
    });

    /// <summary>Sends commands, the last of which issues a key; it is shown here and nowhere else.</summary>
    public static Task<int> Issue(Connection at, IReadOnlyList<ICommand> commands, FileInfo? target, bool json, CancellationToken cancel) =>
        Failures.Handle(at.Url, WhatThereIs, async () =>
        {
            using var ledger = at.Open();
            Outcome last = null!;
            foreach (var command in commands)
            {
                last = await ledger.SendAsync(command, cancel: cancel);
                if (last is Refused { Problem: var problem }
                    && (command == commands[^1] || problem.Code != "already-recorded")) throw new LedgerRefusedException(problem);
            }

            Show(((Recorded)last).IssuedKey ?? throw new LedgerUnavailableException("the key was issued, but its answer was lost"), target, json);
            return ExitCode.Done;
        });

    private static void Show(string key, FileInfo? target, bool json)
    {
        var shown = new ShownKey(key.Split('_')[2], target is null ? key : null, target?.FullName);
        if (target is not null) KeyFile.Write(target.FullName, key);
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(shown, KeysJson.Default.ShownKey));
        else if (target is null) Console.Out.WriteLine(key);
        Terminal.Say(target is null ? $"key {shown.Id}. It will not be shown again." : $"key {shown.Id} is in {target.FullName}. It will not be shown again.");
    }
}

/// <param name="Id">What the key is called in lists.</param>
/// <param name="Key">The key itself, unless it is in the file.</param>
internal sealed record ShownKey(string Id, string? Key, string? File);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ShownKey))]
[JsonSerializable(typeof(RoleKey[]))]
internal sealed partial class KeysJson : JsonSerializerContext;

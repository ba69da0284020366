using System.Globalization;
using Spectre.Console;

namespace Ledger.Cli.Shared;

/// <summary>Data goes to stdout, everything that only a person wants to see goes to stderr.</summary>
internal static class Terminal
{
    public static IAnsiConsole Data { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Talk { get; } = Create(Console.Error, Console.IsErrorRedirected);

    public static void Say(string text) => Console.Error.WriteLine(text);

    public static int Error(string what, string help, int exitCode = ExitCode.Failed)
    {
        Say($"ledger: {what}");
        if (help.Length > 0) Say($"        {help}");
        return exitCode;
    }

    /// <summary>A time in UTC for a table, to the minute.</summary>
    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });

        // A file or a pipe has no width; eighty columns would fold the tables.
        if (redirected) console.Profile.Width = 140;
        return console;
    }
}

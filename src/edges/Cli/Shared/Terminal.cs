using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Ledger.Cli.Shared;

/// <summary>Data goes to stdout, everything that only a person wants to see goes to stderr.</summary>
internal static class Terminal
{
    private static readonly TextWriter Out = Console.Out;
    private static readonly TextWriter Err = Console.Error;

    public static IAnsiConsole Data { get; } = Create(Out, Console.IsOutputRedirected);

    public static IAnsiConsole Talk { get; } = Create(Err, Console.IsErrorRedirected);

    /// <summary>Has everything that is written by hand shown as it is; tables go their own way.</summary>
    public static void ShowOnly()
    {
        Console.SetOut(PlainText.On(Out));
        Console.SetError(PlainText.On(Err));
    }

    /// <summary>Bytes to a pipe or a file as they are; to a terminal, what it need not obey.</summary>
    public static async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (!Console.IsOutputRedirected)
        {
            await Console.Out.WriteAsync(Encoding.UTF8.GetString(bytes.Span));
            return;
        }

        await using var stdout = Console.OpenStandardOutput();
        await stdout.WriteAsync(bytes, cancel);
    }

    public static void Say(string text) => Console.Error.WriteLine(text);

    public static int Error(string what, string help, int exitCode = ExitCode.Failed)
    {
        Say($"ledger: {what}");
        if (help.Length > 0) Say($"        {help}");
        return exitCode;
    }

    /// <summary>A text for a cell of a table. It is escaped before the table is laid out, so that the columns fit.</summary>
    public static string Cell(string text) => Markup.Escape(PlainText.Of(text));

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
        console.Pipeline.Attach(new PlainDrawing());
        return console;
    }
}

namespace Ledger.Cli.Load;

/// <summary>A line of the file: its number from one, the byte after it, and its text without the line feed.</summary>
internal sealed record CommandLine(long Number, long EndsAt, byte[] Content);

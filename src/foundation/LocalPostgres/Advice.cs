namespace Ledger.LocalPostgres;

/// <summary>What to do about what PostgreSQL or the system complained of.</summary>
internal static class Advice
{
    private const string FreeSpace = "The disk is full. Free some space, then start again. Nothing that was acknowledged is lost.";

    private static readonly (string Sign, string Do)[] Known =
    [
        ("No space left on device", FreeSpace),
        ("Check free disk space", FreeSpace),
        ("Disk quota exceeded", FreeSpace),
        ("denied", "The files belong to another user. Start as that user, or take ownership with chown."),
        ("Read-only file system", "The file system is read-only. Put the data elsewhere."),
        ("Cannot allocate memory", "There is not enough memory. Free some, or lower shared_buffers."),
        ("could not map anonymous shared memory", "There is not enough memory. Free some, or lower shared_buffers."),
        ("could not locate a valid checkpoint record", "The data is damaged. Restore it from a backup."),
        ("unrecognized configuration parameter", "This PostgreSQL version does not know one of the settings. Remove it from the extra settings.")
    ];

    public static string For(string complaint) =>
        Known.FirstOrDefault(known => complaint.Contains(known.Sign, StringComparison.Ordinal)).Do
        ?? "The lines above give the reason. If in doubt, copy the directory before you change anything.";

    /// <summary>The end of the server's log, where the reason stands.</summary>
    public static string Tail(string log)
    {
        const int lines = 15;
        return File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(lines)) : "(there is no server log yet)";
    }
}

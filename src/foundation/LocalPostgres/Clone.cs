namespace Ledger.LocalPostgres;

/// <summary>The clone of the repository that the process runs from, if it does: tests and the host then agree on one <c>.ledger</c>.</summary>
internal static class Clone
{
    public static string? Find() => Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory);

    private static string? Above(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Ledger.sln")))
            {
                return directory.FullName;
            }
        }

        return null;
    }
}

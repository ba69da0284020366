namespace Ledger.LocalPostgres;

/// <summary>A path without links in it: two names of one directory become the same.</summary>
internal static class RealPath
{
    public static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
        {
            return full;
        }

        var here = Path.Combine(Of(parent), Path.GetFileName(full));
        return Directory.ResolveLinkTarget(here, returnFinalTarget: false) is { } target ? Of(target.FullName) : here;
    }
}

using System.Reflection;

namespace Ledger.Store;

/// <summary>
/// SQL that is long enough for a file of its own. Functions are written as PostgreSQL itself prints them, because the schema check compares the two texts.
/// </summary>
public static class EmbeddedSql
{
    public static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{assembly.GetName().Name} holds no {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

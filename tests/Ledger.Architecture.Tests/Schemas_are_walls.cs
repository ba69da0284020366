using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Ledger.Store;

namespace Ledger.Architecture.Tests;

/// <summary>
/// A context's tables are its own: no other one's SQL names them. What is looked through is what the compiler wrote, every text of an assembly and every
/// file of SQL in it, so that a name that is put together from constants is found as well.
/// </summary>
public partial class Schemas_are_walls
{
    private static readonly string[] Schemas = [.. Projects.Contexts.Select(LedgerContext.NameOf)];

    [Fact]
    public void No_context_s_SQL_names_another_context_s_schema() => Assert.All(Projects.Contexts, context =>
        Assert.Empty(NamedBy(context).Where(named => named.Schema != LedgerContext.NameOf(context)).Select(named => $"{named.Schema}.{named.Name}")));

    [Fact]
    public void The_storeys_and_the_host_name_no_context_s_schema() => Assert.All([.. Projects.Storeys, Projects.Host], room =>
        Assert.Empty(NamedBy(room).Select(named => $"{named.Schema}.{named.Name}")));

    [Fact]
    public void What_is_looked_for_is_found()
    {
        var own = Projects.Contexts.ToDictionary(LedgerContext.NameOf, context => NamedBy(context).Select(named => named.Name).ToHashSet());
        Assert.Empty(new[] { "unit", "journal", "balance", "move_units", "locate_units" }.Except(own["inventory"]));
        Assert.Empty(new[] { "confidential_key", "keep_terms", "mt_doc_agreement" }.Except(own["agreements"]));
        Assert.Empty(new[] { "api_key" }.Except(own["access"]));
    }

    /// <summary>A server of its own, and one that an administrator prepares, must have every role before the host starts.</summary>
    [Theory]
    [InlineData("src/foundation/LocalPostgres/LedgerDatabase.cs")]
    [InlineData("ops/postgres/roles.sql")]
    public void Each_context_s_role_is_made_by(string file)
    {
        var text = File.ReadAllText(Path.Combine(Projects.Root.FullName, file));
        Assert.All([DatabaseRoles.App, DatabaseRoles.Sealer, DatabaseRoles.Export, .. Schemas.Select(schema => $"ledger_{schema}")], role =>
            Assert.Contains($"'{role}'", text, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Schema, string Name)> NamedBy(Assembly assembly) => TextsOf(assembly).Concat(SqlOf(assembly))
        .SelectMany(text => Qualified().Matches(text)).Select(match => (Schema: match.Groups[1].Value, Name: match.Groups[2].Value))
        .Where(named => Schemas.Contains(named.Schema)).Distinct();

    private static IEnumerable<string> TextsOf(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            yield return metadata.GetUserString(handle);
        }
    }

    private static IEnumerable<string> SqlOf(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Select(name => EmbeddedSql.Read(assembly, name));

    /// <summary>A name in a schema; not the name of an event, which has a dash or a version after it, nor a part of an address.</summary>
    [GeneratedRegex(@"(?<![\w./-])""?([a-z]+)""?\.""?([a-z][a-z_]*)\b(?![-.\w])")]
    private static partial Regex Qualified();
}

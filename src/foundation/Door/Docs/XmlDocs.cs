using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ledger.Door.Docs;

/// <summary>
/// The documentation comments that lie beside the assemblies. The framework's own generator only reads those of the project that it runs in, and the commands
/// are in the contexts.
/// </summary>
public sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> _members = Directory.EnumerateFiles(AppContext.BaseDirectory, "Ledger.*.xml")
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .GroupBy(member => (string)member.Attribute("name")!).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    public string? Of(Type type) => Text(Member(type)?.Element("summary"));

    public string? Of(MethodInfo method) => Text(_members.GetValueOrDefault(
        _members.Keys.FirstOrDefault(name => name.StartsWith($"M:{method.DeclaringType}.{method.Name}(", StringComparison.Ordinal)) ?? "")?.Element("summary"));

    /// <summary>A record says what its members mean with its parameters, a class beside each.</summary>
    public string? Of(PropertyInfo property) =>
        Text(Member(property.DeclaringType!)?.Elements("param").FirstOrDefault(param => (string?)param.Attribute("name") == property.Name))
        ?? Text(_members.GetValueOrDefault($"P:{property.DeclaringType}.{property.Name}")?.Element("summary"));

    private XElement? Member(Type type) => _members.GetValueOrDefault($"T:{type}".Replace('+', '.'));

    private static string? Text(XElement? element) => element is null ? null : Space().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "paramref" } reference =>
            ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? "").Split('.', ':')[^1],
        XElement other => other.Value,
        _ => node.ToString(),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

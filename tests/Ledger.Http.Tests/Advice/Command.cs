using System.Text.Json;

namespace Ledger.Http.Tests.Advice;

/// <summary>A command by its name, as a line of a bulk request has it.</summary>
internal sealed record Command(string Type, object Body)
{
    public string Line
    {
        get
        {
            var body = JsonSerializer.Serialize(Body);
            return $$"""{"type":"{{Type}}",{{body[1..]}}""";
        }
    }
}

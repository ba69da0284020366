namespace Ledger.Sealing.Canonical;

/// <summary>Where in a document we are, written out (RFC 6901) only when something is wrong there.</summary>
internal sealed class Place
{
    private readonly List<(string? Name, int Index)> _steps = [];

    public void Enter(string? name, int index) => _steps.Add((name, index));

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    public override string ToString() => string.Concat(_steps.Select(step =>
        "/" + (step.Name is { } name ? StrictText.Short(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))
            : step.Index)));
}

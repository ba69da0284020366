using Microsoft.AspNetCore.Builder;

namespace Ledger.Door.Requests;

/// <summary>
/// What a context puts in the way of every request: it lets it pass, or answers it. Gates of one place stand in the order in which they were registered.
/// </summary>
public interface IGate
{
    GatePlace Place { get; }

    void Use(IApplicationBuilder app);
}

/// <summary>Where on its way a request meets a gate.</summary>
public enum GatePlace
{
    /// <summary>Before anybody knows who sends it: only the limits of the host and of the network address stand before it.</summary>
    Entrance,

    /// <summary>Its sender is known and within the limits of its app.</summary>
    Behind,
}

using System.ComponentModel.DataAnnotations;

namespace Ledger.Door.Limits;

/// <summary>
/// The limits that depend on the machine and on who its partners are; the section <c>Limits</c> of the settings. Wrong ones stop the host from starting.
/// </summary>
public sealed class LimitSettings
{
    public const string Section = "Limits";

    [Range(1, 10_000_000)]
    public int RequestsPerMinute { get; init; } = 30_000;

    [Range(1, 10_000_000)]
    public int AnonymousRequestsPerMinute { get; init; } = 600;

    [Range(1, 10_000_000)]
    public int AttemptsPerMinute { get; init; } = 300;

    [Range(1, 10_000)]
    public int AnonymousPerHost { get; init; } = 64;

    [Range(1, 10_000_000)]
    public int PartyRequestsPerMinute { get; init; } = 60_000;

    [Range(1, 10_000_000)]
    public int BookRequestsPerMinute { get; init; } = 120_000;

    [Range(1, 10_000)]
    public int ConcurrentPerParty { get; init; } = 96;

    [Range(1, 10_000)]
    public int ConcurrentPerBook { get; init; } = 160;

    [Range(1, 10_000)]
    public int StreamsPerParty { get; init; } = 48;

    [Range(1, 10_000)]
    public int StreamsPerBook { get; init; } = 128;

    [Range(1, 10_000)]
    public int ConcurrentPerApp { get; init; } = 64;

    [Range(1, 10_000)]
    public int StreamsPerApp { get; init; } = 16;

    [Range(1, 10_000)]
    public int ConcurrentPerHost { get; init; } = 256;

    [Range(0, 10_000)]
    public int QueuePerHost { get; init; } = 128;

    [Range(1, 100_000)]
    public int StreamsPerHost { get; init; } = 512;

    [Range(1, 10_000)]
    public int WaitingPerParty { get; init; } = 96;

    [Range(1, 10_000)]
    public int WaitingPerBook { get; init; } = 128;

    [Range(1, 10_000)]
    public int WaitingPerAddress { get; init; } = 16;

    [Range(1, 10_000)]
    public int WaitingPerHost { get; init; } = 512;

    [Range(1, 1_000_000)]
    public int Connections { get; init; } = 5_000;

    internal static readonly LimitSettings Defaults = new();

    internal static string PathOf(string name) => $"{Section}:{name}";
}

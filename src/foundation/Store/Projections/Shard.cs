using JasperFx.Events.Projections;
using Wolverine.Runtime.Agents;

namespace Ledger.Store.Projections;

/// <summary>A projection as this host has it.</summary>
/// <param name="Agent">Under which Wolverine gives it out.</param>
/// <param name="Given">What Wolverine runs here; null when it runs nothing of it here.</param>
/// <param name="Position">Position that it takes itself to have come to; null when the daemon runs nothing of it here.</param>
internal sealed record Shard(ShardName Name, Uri Agent, IEventSubscriptionAgent? Given, long? Position);

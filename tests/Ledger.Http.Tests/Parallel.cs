// Many tests wait: for projections, for the seal, for a limit in seconds. More at once than there are processors keep these busy meanwhile.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

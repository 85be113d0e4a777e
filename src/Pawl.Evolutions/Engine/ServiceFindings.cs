using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Engine;

/// <summary>What came up for one service, kept by plateau so that its order does not depend on which plateau was quicker.</summary>
internal sealed class ServiceFindings(int plateaus)
{
    private readonly List<QuarantineItem>[] _lists = [.. Enumerable.Range(0, plateaus + 1).Select(_ => new List<QuarantineItem>())];

    /// <summary>For what stands before the plateaus.</summary>
    public List<QuarantineItem> Before => _lists[0];

    public IReadOnlyList<QuarantineItem> All => [.. _lists.SelectMany(list => list)];

    /// <param name="level">From 1. One plateau's stages follow each other, so its list needs no lock.</param>
    public List<QuarantineItem> At(int level) => _lists[level];
}

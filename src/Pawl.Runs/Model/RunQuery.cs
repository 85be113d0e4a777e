namespace Pawl.Runs.Model;

/// <summary>Which runs to list, and in which order. Conditions are joined by "and"; the empty query means the 50 newest runs.</summary>
public sealed record RunQuery
{
    /// <value>Keep runs in one of these states; null or empty keeps all.</value>
    public IReadOnlyCollection<RunState>? States { get; init; }

    public string? Workload { get; init; }

    /// <value>Keep runs that have all of these tags; null or empty keeps all.</value>
    public IReadOnlyCollection<string>? Tags { get; init; }

    /// <value>Keep runs whose name, id or tags contain this, letter case aside.</value>
    public string? Text { get; init; }

    /// <value>Null: newest first.</value>
    public RunSort? Sort { get; init; }

    /// <value>Most runs returned, 1..10000; 50 fills a screen.</value>
    public int Limit { get; init; } = 50;

    public int Offset { get; init; }
}
